using Entente.Articles;

namespace Entente.Reading.Tests;

public class VoiceTests
{
    private static readonly string[] Sentences =
    [
        "Norland and its neighbour agreed on Monday to end the suspension of the lake patrols after five years of dispute.",
        "The patrols began in 1999 after the treaty of the lake was signed by both governments in the northern town.",
        "They were suspended in 2014 in a quarrel over fishing rights in the shallow waters near the eastern shore.",
        "Delegations of both sides will meet in May and will then decide on a new timetable for the boats.",
        "The minister said that the cost would be shared and that observers from a third state would be invited.",
        "Fishermen in the border villages welcomed the step, though some doubted that it would last through the winter.",
    ];

    private static Article Of(string text, string? url = null, string? origin = null) => new() { Text = text, Url = url, Origin = origin };

    [Fact]
    public void Reprint_with_a_line_more_is_a_copy_and_shares_the_origin()
    {
        var index = new VoiceIndex();
        var first = index.Add(Of(string.Join("\n\n", Sentences), origin: "Reuters"));
        var copy = index.Add(Of(string.Join("\n\n", Sentences.Append("Our own reporter added one line."))));
        Assert.Equal((VoiceRelation.First, VoiceRelation.Copy), (first.Relation, copy.Relation));
        Assert.Equal((first.Id, "Reuters"), (copy.Id, copy.Origin));
    }

    [Fact]
    public void Shortened_print_is_a_copy_of_what_holds_it()
    {
        var index = new VoiceIndex();
        var whole = index.Add(Of(string.Join(' ', Sentences)));
        var part = index.Add(Of(string.Join(' ', Sentences.Take(3))));
        Assert.Equal((whole.Id, VoiceRelation.Copy), (part.Id, part.Relation));
    }

    [Fact]
    public void Same_words_in_other_case_and_spacing_are_the_same()
    {
        var index = new VoiceIndex();
        var first = index.Add(Of(Sentences[0]));
        Assert.Equal(new Voice(first.Id, VoiceRelation.Same, null), index.Add(Of(Sentences[0].ToUpperInvariant().Replace(" ", "  ", StringComparison.Ordinal))));
    }

    [Fact]
    public void Other_text_of_one_address_is_a_version_and_keeps_its_own_id()
    {
        var (old, changed) = (Of(Sentences[0], "https://example.org/1"), Of(Sentences[1], "https://example.org/1"));
        var index = new VoiceIndex();
        var first = index.Add(old);
        Assert.Equal((first.Id, VoiceRelation.Version), (index.Add(changed) is var v ? (v.Id, v.Relation) : default));
        Assert.NotEqual(old.Id, changed.Id);
    }

    [Fact]
    public void Articles_on_one_act_in_words_of_their_own_are_voices_of_their_own()
    {
        var index = new VoiceIndex();
        var one = index.Add(Of(string.Join(' ', Sentences[..3])));
        var other = index.Add(Of(string.Join(' ', Sentences[3..])));
        Assert.NotEqual(one.Id, other.Id);
        Assert.Equal(VoiceRelation.First, other.Relation);
    }

    [Theory]
    [InlineData("LAKETOWN, Aug 6 (Reuters) - Norland left the pact on Monday.", "Reuters")]
    [InlineData("LAKETOWN (AP) — Norland left the pact on Monday.", "AP")]
    [InlineData("BEIJING, Aug. 6 (Xinhua) -- Norland left the pact on Monday.", "Xinhua")]
    [InlineData("(AFP) - Norland left the pact.", "AFP")]
    [InlineData("Norland left the pact on Monday.\n\nSource: TASS", "TASS")]
    [InlineData("Norland left the pact on Monday, Reuters reported.", null)]
    [InlineData("Norland told Reuters (the agency) that it left.", null)]
    public void Origin_is_the_agency_that_the_text_names_as_its_own(string text, string? agency) => Assert.Equal(agency, Wires.OriginOf(text, [], null));

    [Fact]
    public void Byline_of_an_agency_is_an_origin() => Assert.Equal("AFP", Wires.OriginOf("Norland left.", ["Agence France-Presse"], "Lake Gazette"));
}
