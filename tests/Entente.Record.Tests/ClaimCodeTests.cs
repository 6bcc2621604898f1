using CsCheck;
using Entente.Articles;
using NodaTime;
using Xunit;

namespace Entente.Record.Tests;

public class ClaimCodeTests
{
    private static Gen<T> One<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static readonly Gen<string> Words = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 0, 12], One("", "Grüße", "条约", "مصر", "a\0b", "𝒳"));
    private static readonly Gen<string?> Perhaps = Gen.OneOf(Words.Select(w => (string?)w), Gen.Const((string?)null));
    private static readonly Gen<LocalDate?> Days = Gen.OneOf(Gen.Int[-700_000, 2_900_000].Select(d => (LocalDate?)new LocalDate(1970, 1, 1).PlusDays(d)), Gen.Const((LocalDate?)null));
    private static readonly Gen<double> Fractions = Gen.OneOf(Gen.Int[-1000, 1000].Select(i => i / 100.0), Gen.Double[-1e12, 1e12], One(0.0, 1.0 / 3, double.Epsilon, 1e300));

    private static readonly Gen<Party> Parties = Gen.Select(Words, Words, Gen.Int[-5, 100_000], Gen.Int[-5, 100], Perhaps, Perhaps,
        (id, text, start, length, person, office) => new Party { Id = id, Name = id + "!", Sector = "GOV", Text = text, Start = start, End = start + length, Person = person, Office = office });

    private static readonly Gen<Claim> Claims = Gen.Select(
        Gen.Select(Gen.OneOf(Gen.ULong.Select(n => $"c-{n:x16}"), Words), Perhaps, Gen.Enum<PloverType>(), Words.Array[0, 3], Perhaps),
        Gen.Select(Fractions, Gen.Bool, Parties.Array[0, 3], Parties.Array[0, 2], Gen.Enum<Reality>()),
        Gen.Select(Days, Days, Gen.Enum<Precision>(), Perhaps, Gen.Enum<DateBasis>()),
        Gen.Select(Perhaps, Words, Perhaps, Gen.Int[-1, 15], Gen.Bool),
        (a, b, c, d) => new Claim
        {
            Id = a.Item1,
            Article = b.Item2 ? "a-1" : a.Item1,
            SourceId = a.Item2,
            Type = a.Item3,
            Mode = a.Item4,
            Context = [.. a.Item4.Reverse()],
            Cameo = a.Item5,
            Goldstein = b.Item2 ? b.Item1 : null,
            Actors = b.Item3,
            Recipients = b.Item4,
            SaidBy = [.. b.Item3.Skip(1)],
            Reality = b.Item5,
            Recency = d.Item5 ? Recency.Background : Recency.Current,
            Date = new(c.Item1, c.Item2, c.Item3, c.Item4),
            DateBasis = c.Item5,
            Place = d.Item1 is { } place ? new(place, d.Item3) : null,
            Arrangement = d.Item3 is { } name ? new(d.Item2, name, d.Item1) : null,
            Step = d.Item4 < 0 ? null : (Step)d.Item4,
            Trigger = new(d.Item2, 3, 3 + d.Item2.Length),
            Evidence = new(0, 9, d.Item2, "", a.Item1) { InTitle = d.Item5 },
            Rule = "r",
            Confidence = b.Item1,
            Coder = "entente 0.1.0",
        });

    [Fact]
    public void Claims_come_back_from_bytes_as_they_were() =>
        Claims.Array[0, 5].Sample(claims => Assert.Equal(claims.Select(EntenteJson.Write), ClaimPack.Claims(ClaimPack.Pack("a-1", claims), "a-1").Select(EntenteJson.Write)));

    [Fact]
    public void Damaged_bytes_are_told_as_such() =>
        Gen.Select(Claims, Gen.Int[0, 2000], Gen.Byte).Sample((claim, at, value) =>
        {
            var bytes = ClaimPack.Pack("a-1", [claim]);
            bytes[at % bytes.Length] = value;
            try
            {
                ClaimPack.Claims(bytes, "a-1");
            }
            catch (InvalidDataException)
            {
            }
        });
}
