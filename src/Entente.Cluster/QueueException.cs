namespace Entente.Cluster;

/// <summary>The queue cannot be used as it is.</summary>
public sealed class QueueException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">One of the codes of <see cref="Code"/>.</param>
    /// <param name="message">What is wrong and what helps, for people.</param>
    /// <param name="inner">What the client said.</param>
    public QueueException(string code, string message, Exception? inner = null) : base(message, inner) => Code = code;

    /// <summary><c>queue_address</c>: the address or a file it needs cannot be used; <c>queue_unreachable</c>: no server answers; <c>queue_refused</c>: the server refuses what is asked.</summary>
    public string Code { get; }
}
