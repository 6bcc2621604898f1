using System.Text.Json;
using Entente.Articles;
using Entente.Record;
using Entente.TestKit;
using NodaTime;
using Xunit;

namespace Entente.Web.Tests;

/// <summary>A room that is open while the tests of one class run, on a record made of the texts in <c>articles.jsonl</c> and, beside them, of hostile ones.</summary>
public sealed class RoomFixture : IAsyncLifetime
{
    public const string Token = "a-token-for-tests";

    private readonly string _folder = Directory.CreateTempSubdirectory("entente-room-").FullName;
    private ReadingRoom? _room;

    public Instant Now { get; } = Instant.FromUtc(2024, 7, 1, 12, 0);

    public string Record => Path.Combine(_folder, "room.entente");

    public string Address { get; private set; } = "";

    /// <summary>Asks as a program does: nothing is followed, no cookie kept.</summary>
    public HttpClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        MakeRecord(Record, Now, hostile: true);
        _room = await ReadingRoom.OpenAsync(Options() with { ReviewToken = Token });
        Address = _room.Address.GetLeftPart(UriPartial.Authority);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _room.Address };
    }

    public ReadingRoomOptions Options() => new() { Record = Record, Port = 0, RequestsPerSecond = 10_000, Clock = new Fixed(Now), QueryLimit = TimeSpan.FromSeconds(60) };

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await _room!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static void MakeRecord(string file, Instant now, bool hostile)
    {
        var pipeline = Pipeline.English();
        using var record = RecordStore.Open(file, create: true, options: new() { KeepText = KeepText.Full });
        // The hostile ones first, so that what is newest is what a page usually shows.
        if (hostile)
            record.Add(Hostile.Articles(), now, now);
        record.Add(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "articles.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).Select(row => pipeline.Annotate(new Article
        {
            SourceId = row.GetProperty("id").GetString(),
            Title = row.GetProperty("title").GetString(),
            Text = row.GetProperty("text").GetString()!,
            Outlet = row.GetProperty("outlet").GetString(),
            Url = row.TryGetProperty("url", out var url) ? url.GetString() : null,
            Published = Make.Day(row.GetProperty("date").GetString()!),
            Language = "en",
        })), now);
    }

    private sealed class Fixed(Instant now) : IClock
    {
        public Instant GetCurrentInstant() => now;
    }
}
