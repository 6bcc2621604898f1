namespace Entente.Record;

/// <summary>A record that cannot be opened or written, with a code that programs can act on.</summary>
public sealed class RecordException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">One of the codes of <see cref="Code"/>.</param>
    /// <param name="message">What is wrong and what helps, for people.</param>
    /// <param name="inner">What the engine said.</param>
    public RecordException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>
    /// <c>record_missing</c>: there is no such file; <c>record_locked</c>: another process holds it; <c>record_invalid</c>: the file is no
    /// record; <c>record_newer</c>: a later version made it; <c>record_read_only</c>: it may not be written; <c>record_disk_full</c>:
    /// there is no room for it; <c>record_unreachable</c>: its server does not answer; <c>record_forbidden</c>: its server denies a right;
    /// <c>record_address</c>, <c>record_secret</c>: the address of a server cannot be used; <c>record_damaged</c>: its bytes are not as they were written; <c>record_failed</c>: the engine or the disk failed.
    /// </summary>
    public string Code { get; }
}
