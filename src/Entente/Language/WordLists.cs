namespace Entente.Language;

/// <summary>What the tokeniser, the splitter and the lemmatiser know of a language's words: the lists of its <c>words.yaml</c>.</summary>
internal sealed class WordLists
{
    private static readonly Lazy<WordLists> LoadedEnglish = new(() => EmbeddedData.Yaml<WordLists>("Language/Data/en/words.yaml").Complete());

    /// <summary>The lists of English, read once.</summary>
    public static WordLists English => LoadedEnglish.Value;

    /// <summary>Abbreviations that never end a sentence.</summary>
    public HashSet<string> Titles { get; set; } = [];

    /// <summary>Abbreviations that may end a sentence.</summary>
    public HashSet<string> Abbreviations { get; set; } = [];

    /// <summary>Abbreviations only before a number.</summary>
    public HashSet<string> BeforeNumbers { get; set; } = [];

    /// <summary>Abbreviations only with a capital.</summary>
    public HashSet<string> Capitalized { get; set; } = [];

    /// <summary>Words that begin a sentence after an abbreviation.</summary>
    public HashSet<string> Starters { get; set; } = [];

    /// <summary>Words that begin a sentence after an abbreviation when one of <see cref="ClauseStarters"/> follows.</summary>
    public HashSet<string> Joiners { get; set; } = [];

    /// <summary>Words that begin a clause.</summary>
    public HashSet<string> ClauseStarters { get; set; } = [];

    /// <summary>Prefixes that keep their hyphen.</summary>
    public HashSet<string> Prefixes { get; set; } = [];

    /// <summary>Contractions as written in the file, with a bar.</summary>
    public List<string> Contractions { get; set; } = [];

    /// <summary>Endings that are words of their own: those with an apostrophe first also where they stand alone.</summary>
    public List<string> Clitics { get; set; } = [];

    /// <summary>Last letters of plurals that make the genitive by an apostrophe.</summary>
    public HashSet<char> PluralEndings { get; set; } = [];

    /// <summary>Words of one letter that are written with a capital: with a stop they are no initials.</summary>
    public HashSet<char> LetterWords { get; set; } = [];

    /// <summary>Abbreviations only where the sentence goes on.</summary>
    public HashSet<string> BeforeMore { get; set; } = [];

    /// <summary>Of <see cref="BeforeNumbers"/>, those that also with a capital are a word elsewhere.</summary>
    public HashSet<string> OnlyBeforeNumbers { get; set; } = [];

    /// <summary>Units that stand apart from their number.</summary>
    public HashSet<string> Units { get; set; } = [];

    /// <summary>Words that keep their stroke.</summary>
    public HashSet<string> Joined { get; set; } = [];

    /// <summary>Faces.</summary>
    public HashSet<string> Emoticons { get; set; } = [];

    /// <summary>Dictionary forms of strong verbs by their past forms.</summary>
    public Dictionary<string, string> PastForms { get; set; } = [];

    /// <summary>Endings of regular forms, by tag.</summary>
    public List<Inflection> Inflections { get; set; } = [];

    /// <summary>Cases for the tests.</summary>
    public List<TokenCase> Tokens { get; set; } = [];

    /// <summary>Cases for the tests.</summary>
    public List<string> Sentences { get; set; } = [];

    /// <summary>Length of the first word of each contraction.</summary>
    public Dictionary<string, int> ContractionSplits { get; } = new(StringComparer.Ordinal);

    private WordLists Complete()
    {
        foreach (var contraction in Contractions)
            ContractionSplits[contraction.Replace("|", "", StringComparison.Ordinal)] = contraction.IndexOf('|');
        return this;
    }

    /// <summary>Endings of the regular forms with some tags.</summary>
    internal sealed class Inflection
    {
        /// <summary>The tags.</summary>
        public List<string> Tags { get; set; } = [];

        /// <summary>An ending, &gt;, what stands in its place in the dictionary form; a question mark where that is rare.</summary>
        public List<string> Endings { get; set; } = [];
    }

    /// <summary>A text and the words that it must give.</summary>
    internal sealed class TokenCase
    {
        /// <summary>The text.</summary>
        public string Text { get; set; } = "";

        /// <summary>The words.</summary>
        public List<string> Words { get; set; } = [];
    }
}
