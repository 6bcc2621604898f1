using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Articles;
using Entente.Record;
using Entente.Relations;
using Entente.Web.Leaves;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using NodaTime;
using NodaTime.Text;

namespace Entente.Web;

/// <summary>Where people accept, reject and correct claims. Each decision is a line in the record's log; nothing else is ever changed.</summary>
internal sealed class ReviewDesk(Room room, string token)
{
    private const string Cookie = "entente_review";
    private const int QueueLength = 200;
    private const int MostSessions = 100;
    private static readonly Duration SessionLength = Duration.FromHours(12);
    private static readonly TimeSpan QueuePatience = TimeSpan.FromMilliseconds(120);

    private readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);
    private readonly Lock _deciding = new();
    private readonly Lock _queueing = new();
    private readonly ConcurrentDictionary<string, bool> _passed = new(StringComparer.Ordinal);
    private Task<IReadOnlyList<SourcedClaim>>? _queue;

    /// <summary>One signed-in person.</summary>
    public sealed record Session(string Who, string Csrf, Instant Since)
    {
        /// <summary>Decisions made, the last on top; who undoes takes the top one away.</summary>
        public ConcurrentStack<int> Made { get; } = new();

        /// <summary>What the last form led to, told once.</summary>
        public string? Message { get; set; }
    }

    public void Map(WebApplication app)
    {
        app.MapGet("/review", Show);
        app.MapPost("/review/sign-in", SignIn);
        app.MapPost("/review/sign-out", SignOut);
        app.MapPost("/review/decide", Decide);
    }

    private async Task Show(HttpContext context)
    {
        Private(context);
        var question = Question.Of("/review", context.Request.Query);
        if (Of(context) is not { } session)
        {
            if (context.Items["form"] is not null)
                throw new Problem(401, "not_signed_in", "Sign in at /review first.");
            await Answer.Send(context, new SignInLeaf { Question = question, Menu = "review" });
            return;
        }
        var asked = context.Request.Query["claim"].ToString();
        var queue = await Queue();
        var waiting = queue?.Where(c => !_passed.ContainsKey(c.Claim.Id)).ToList();
        var id = asked.Length is >= 10 and <= 40 ? asked : waiting?.FirstOrDefault()?.Claim.Id;
        var detail = id is null ? null : await room.Ask(record => record.Claim(id), context.RequestAborted);
        var log = await room.Ask(record => record.Decisions(), context.RequestAborted);
        var message = session.Message;
        session.Message = null;
        await Answer.Send(context, new DeskLeaf(session, detail)
        {
            Question = question,
            Menu = "review",
            Waiting = waiting,
            Message = message,
            Log = [.. log.Reverse().Take(12)],
        });
    }

    private async Task SignIn(HttpContext context)
    {
        Private(context);
        var form = await Form(context);
        var who = form["who"].ToString().Trim();
        // Compared by hash, so that the time it takes tells nothing of the word.
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(form["token"].ToString().Trim())), SHA256.HashData(Encoding.UTF8.GetBytes(token))))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500), context.RequestAborted);
            throw new Problem(401, "token_wrong", "This is not the token that the reading room was opened with. It stands where `entente serve` was started.");
        }
        if (who.Length is 0 or > 100)
            throw Problem.BadQuestion("Say who decides, in at most 100 letters: the name goes into the log.");
        var now = room.Options.Clock.GetCurrentInstant();
        foreach (var (key, old) in _sessions.OrderBy(s => s.Value.Since))
            if (now - old.Since > SessionLength || _sessions.Count >= MostSessions)
                _sessions.TryRemove(key, out _);
        var id = Word();
        _sessions[id] = new Session(who, Word(), now);
        context.Response.Cookies.Append(Cookie, id, new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/review" });
        SeeOther(context, "/review");
    }

    private async Task SignOut(HttpContext context)
    {
        Private(context);
        _ = Checked(context, await Form(context));
        if (context.Request.Cookies[Cookie] is { } id)
            _sessions.TryRemove(id, out _);
        context.Response.Cookies.Delete(Cookie, new CookieOptions { Path = "/review" });
        SeeOther(context, "/");
    }

    private async Task Decide(HttpContext context)
    {
        Private(context);
        var form = await Form(context);
        var session = Checked(context, form);
        var (act, id, why) = (form["act"].ToString(), form["claim"].ToString(), form["why"].ToString().Trim());
        if (why.Length > 1000)
            throw Problem.BadQuestion("The reason is longer than 1,000 letters.");
        if (act == "skip")
        {
            _passed[id] = true;
            SeeOther(context, "/review");
            return;
        }
        var made = await Task.Run(() => Decide(session, form, act, id, why));
        if (act == "undo")
        {
            if (made.Claim is { } key && made.Undone is { } undone)
                _passed.TryRemove(undone, out _);
            session.Message = $"Decision {made.Undoes} is undone.";
        }
        else
        {
            session.Made.Push(made.Number);
            _passed[id] = true;
            session.Message = $"Decision {made.Number}: {Web.Show.Plain(made.Kind)}.";
        }
        SeeOther(context, act == "undo" && made.Undone is { } back ? $"/review?claim={Uri.EscapeDataString(back)}" : "/review");
    }

    private (int Number, DecisionKind Kind, ClaimKey? Claim, int? Undoes, string? Undone) Decide(Session session, IFormCollection form, string act, string id, string why)
    {
        lock (_deciding)
            try
            {
                using var record = RecordStore.Open(room.Options.Record);
                var now = room.Options.Clock.GetCurrentInstant();
                if (act == "undo")
                {
                    if (!session.Made.TryPop(out var number))
                        throw Problem.BadQuestion("There is nothing of yours to undo.");
                    var undo = record.Decide(new() { Kind = DecisionKind.Undo, Who = session.Who, Why = why, Undoes = number }, now);
                    var undone = record.Decisions().First(d => d.Number == number);
                    var claim = undone.Claim is { } key ? record.ClaimsOfArticle(key.Article).Select(c => c.Claim).ToList() is var claims && key.Find(claims) is >= 0 and var at ? claims[at].Id : null : null;
                    return (undo.Number, undo.Kind, undone.Claim, number, claim);
                }
                var detail = id.Length is >= 10 and <= 40 ? record.Claim(id) : null;
                var about = new NewDecision
                {
                    Kind = act switch { "accept" => DecisionKind.Accept, "reject" => DecisionKind.Reject, "correct" => DecisionKind.Correct, _ => throw Problem.BadQuestion("A claim is accepted, rejected, corrected or skipped.") },
                    Who = session.Who,
                    Why = why,
                    // Decisions are about the claim as it was coded, whatever earlier ones made of it.
                    Claim = ClaimKey.Of((detail ?? throw Problem.NotFound("claim_unknown", "The record has no such claim.")).Coded),
                    Change = act == "correct" ? Change(form, detail.Claim.Claim) : null,
                };
                var made = record.Decide(about, now);
                return (made.Number, made.Kind, made.Claim, null, null);
            }
            catch (ArgumentException e)
            {
                throw Problem.BadQuestion(e.Message);
            }
    }

    /// <summary>The fields of a form that say something else than the claim does.</summary>
    private static JsonObject Change(IFormCollection form, Claim claim)
    {
        var change = new JsonObject();
        void word<T>(string name, T? now) where T : struct, Enum
        {
            var value = form[name].ToString();
            if (value == (now is { } n ? Web.Show.Word(n) : ""))
                return;
            change[name] = value.Length == 0 ? null
                : Enum.GetValues<T>().Any(v => Web.Show.Word(v) == value) ? JsonValue.Create(value) : throw Problem.BadQuestion($"'{Web.Show.Text(Web.Show.Cut(value, 40))}' is none for '{name}'.");
        }
        word<PloverType>("type", claim.Type);
        word<Reality>("reality", claim.Reality);
        word<Recency>("recency", claim.Recency);
        word("step", claim.Step);
        LocalDate? day(string name) => form[name].ToString() is not { Length: > 0 } text ? null : LocalDatePattern.Iso.Parse(text) is { Success: true } parsed ? parsed.Value : throw Problem.BadQuestion($"'{Web.Show.Text(Web.Show.Cut(text, 40))}' is no day.");
        var (start, end) = (day("date_start"), day("date_end"));
        if (start != claim.Date.Start || end != claim.Date.End)
        {
            if (start > end)
                throw Problem.BadQuestion("The first day is later than the last.");
            change["date"] = JsonSerializer.SerializeToNode(claim.Date with { Start = start, End = end, Precision = start is null && end is null ? Precision.Unknown : claim.Date.Precision is Precision.Unknown || start == end ? Precision.Day : claim.Date.Precision }, EntenteJson.Options);
        }
        if (form["swap"] == "yes")
        {
            change["actors"] = JsonSerializer.SerializeToNode(claim.Recipients, EntenteJson.Options);
            change["recipients"] = JsonSerializer.SerializeToNode(claim.Actors, EntenteJson.Options);
        }
        if (form["fields"].ToString().Trim() is { Length: > 0 } fields)
            try
            {
                foreach (var (name, value) in JsonNode.Parse(fields, documentOptions: new() { MaxDepth = 16 }) as JsonObject ?? throw Problem.BadQuestion("Other fields are one JSON object."))
                    change[name] = value?.DeepClone();
            }
            catch (JsonException)
            {
                throw Problem.BadQuestion("Other fields are no JSON.");
            }
        return change.Count > 0 ? change : throw Problem.BadQuestion("The correction changes nothing.");
    }

    /// <summary>Claims that wait, as far as they are found; null while the record is looked through.</summary>
    private async Task<IReadOnlyList<SourcedClaim>?> Queue()
    {
        Task<IReadOnlyList<SourcedClaim>> queue;
        lock (_queueing)
        {
            if (_queue is null || _queue.IsFaulted || _queue.IsCompletedSuccessfully && _queue.Result.Count > 0 && _queue.Result.All(c => _passed.ContainsKey(c.Claim.Id)))
                _queue = Task.Run(() => room.Store.ReviewQueue(QueueLength));
            queue = _queue;
        }
        return await Task.WhenAny(queue, Task.Delay(QueuePatience)) == queue ? await queue : null;
    }

    private Session? Of(HttpContext context) =>
        context.Request.Cookies[Cookie] is { Length: < 100 } id && _sessions.TryGetValue(id, out var session) && room.Options.Clock.GetCurrentInstant() - session.Since < SessionLength ? session : null;

    private Session Checked(HttpContext context, IFormCollection form)
    {
        var session = Of(context) ?? throw new Problem(401, "not_signed_in", "Sign in again: the session is over.");
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(form["csrf"].ToString()), Encoding.UTF8.GetBytes(session.Csrf)) ? session
            : throw new Problem(403, "csrf", "The form did not come from the desk, or is out of date. Open the desk again.");
    }

    private static async Task<IFormCollection> Form(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
            throw new Problem(400, "no_form", "A decision is sent as a form.");
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, new FormOptions { ValueCountLimit = 40, KeyLengthLimit = 100, ValueLengthLimit = 32 << 10, MultipartBodyLengthLimit = 64 << 10 }));
        try
        {
            return await context.Request.ReadFormAsync(context.RequestAborted);
        }
        catch (InvalidDataException)
        {
            throw new Problem(413, "too_large", "The form is too large.");
        }
    }

    private static void Private(HttpContext context)
    {
        context.Items["reviewing"] = true;
        context.Response.Headers.CacheControl = "no-store";
    }

    private static void SeeOther(HttpContext context, string path)
    {
        context.Response.StatusCode = 303;
        context.Response.Headers.Location = path;
    }

    private static string Word() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
