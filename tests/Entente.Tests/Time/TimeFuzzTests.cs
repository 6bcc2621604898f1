using System.Diagnostics;
using System.Text;
using Entente.Articles;
using Entente.Time;
using NodaTime;
using Xunit;

namespace Entente.Tests.Time;

/// <summary>Text from outside is hostile: nothing in it may crash the stage or make it slow.</summary>
public class TimeFuzzTests
{
    private const int Texts = 100_000;

    /// <summary>Words and signs that rules are made of, and some that they are not.</summary>
    private static readonly string[] Pieces =
    [
        "the", "a", "of", "in", "on", "at", "by", "since", "until", "from", "to", "between", "and", "last", "next", "this", "past", "early", "late", "mid", "-", "–", "/", ".", ":",
        ",", "'", "s", "$", "%", "st", "th", "first", "second", "third", "twenty", "one", "two", "hundred", "thousand", "million", "half", "quarter", "year", "years", "month", "months",
        "week", "weeks", "day", "days", "hour", "hours", "decade", "century", "centuries", "January", "May", "Sept", "December", "Monday", "Fri", "spring", "winter", "morning", "night",
        "ago", "later", "earlier", "before", "after", "now", "today", "tomorrow", "every", "each", "fiscal", "Easter", "Christmas", "am", "pm", "p", "m", "GMT", "BC", "AD", "Q", "H",
        "1", "5", "12", "24", "30", "31", "60", "99", "100", "1989", "2008", "2024", "9999", "0000", "999999999", "99999999999999999999", "1,000,000", "12:61", "24:00", "31/12/2010",
        "February 30", "Feb. 29, 2023", "0", "\0", "\ud800", "😀", "é", "中", "\u202e", "\n", "\n\n", "\t", "said", "will", "meet", "war",
    ];

    [Fact]
    public void A_hundred_thousand_random_texts_are_read_without_trouble_and_in_time()
    {
        var random = new Random(20260724);
        var stage = TimeStage.English();
        var text = new StringBuilder();
        var longest = TimeSpan.Zero;
        for (var n = 0; n < Texts; n++)
        {
            text.Clear();
            for (var words = random.Next(1, 30); words > 0; words--)
            {
                if (random.Next(20) == 0)
                    text.Append((char)random.Next(0x10000));
                else
                    text.Append(Pieces[random.Next(Pieces.Length)]);
                if (random.Next(4) > 0)
                    text.Append(' ');
            }
            LocalDate? published = random.Next(5) == 0 ? null : new LocalDate(random.Next(1, 9999), random.Next(1, 13), random.Next(1, 29));
            var (article, sentence) = Read(text.ToString(), published);
            var started = Stopwatch.GetTimestamp();
            foreach (var (time, _) in stage.Find(article, [sentence]))
            {
                Assert.Equal(time.Text, time.Span.Of(article.Text));
                Assert.InRange(time.EndToken, time.FirstToken + 1, sentence.Tokens.Count);
                Assert.NotEmpty(time.Value);
            }
            if (Stopwatch.GetElapsedTime(started) is var taken && n > 1000 && taken > longest)
                longest = taken;
        }
        // Each takes some ten microseconds; the bound leaves room for a machine that does other work.
        Assert.True(longest < TimeSpan.FromSeconds(10), $"One text took {longest}.");
    }

    [Theory]
    [InlineData("the early ")]
    [InlineData("two hundred and ")]
    [InlineData("1,000,")]
    [InlineData("twenty-")]
    [InlineData("May 5-")]
    [InlineData("12/12/")]
    [InlineData("last year's ")]
    [InlineData("a a a half ")]
    [InlineData("at 5 p.m. ")]
    [InlineData("Friday ")]
    public void Time_grows_with_the_length_alone(string piece)
    {
        var stage = TimeStage.English();
        TimeSpan Best(int length)
        {
            var (article, sentence) = Read(string.Concat(Enumerable.Repeat(piece, length)), new LocalDate(2020, 6, 15));
            var best = TimeSpan.MaxValue;
            for (var run = 0; run < 5; run++)
            {
                var started = Stopwatch.GetTimestamp();
                stage.Find(article, [sentence]);
                if (Stopwatch.GetElapsedTime(started) is var taken && taken < best)
                    best = taken;
            }
            return best;
        }
        Best(2_000);
        var (some, many) = (Best(2_000), Best(32_000));
        Assert.True(many < (some * 16 * 6) + TimeSpan.FromSeconds(5), $"2,000 times took {some}, 32,000 times {many}.");
    }

    /// <summary>One sentence, cut at white space: tokenisers differ, and the stage must stand any.</summary>
    private static (Article Article, Sentence Sentence) Read(string text, LocalDate? published)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var start = i;
            while (i < text.Length && !char.IsWhiteSpace(text[i]))
                i++;
            tokens.Add(new Token { Span = new(start, i), Form = text[start..i], Lemma = text[start..i], Upos = Upos.X, Xpos = "", Head = -1, Deprel = "" });
        }
        return (new Article { Text = text, Published = published }, new Sentence(new(0, text.Length), tokens));
    }
}
