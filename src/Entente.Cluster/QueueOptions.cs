namespace Entente.Cluster;

/// <summary>Where the queue is and how it is used. Secrets come from files or the environment, never from the address.</summary>
public sealed record QueueOptions
{
    /// <summary>Addresses of the servers, with commas between: <c>nats://host:4222</c>, or <c>tls://</c> for an encrypted way.</summary>
    public required string Address { get; init; }

    /// <summary>Name of the queue; the default is <c>entente</c>. Queues of several names may live on one server.</summary>
    public string Name { get; init; } = "entente";

    /// <summary>A file of credentials of NATS; null for none.</summary>
    public string? CredentialsFile { get; init; }

    /// <summary>User and password; null for none.</summary>
    public (string User, string Password)? Login { get; init; }

    /// <summary>A token; null for none.</summary>
    public string? Token { get; init; }

    /// <summary>The certificate of who signed the server's; null for those that the system trusts.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>The own certificate and its key; null for none.</summary>
    public (string Certificate, string Key)? Certificate { get; init; }

    /// <summary>In how many copies a new queue keeps each article; the default is one. Three survive the loss of a machine.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>Most bytes that a new queue holds; who submits more waits. The default is 8 GB, and the server must have them free, and an eighth more for what is given up.</summary>
    public long MostBytes { get; init; } = 8L << 30;

    /// <summary>How long an article may be worked on before another worker gets it; the default is 30 seconds. A worker that lives asks for more.</summary>
    public TimeSpan AckWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for a server that does not answer when the queue is opened: one may just be starting, or a cluster electing who leads. The default is a minute.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often an article is tried before it is parked; the default is 5.</summary>
    public int Tries { get; init; } = 5;
}
