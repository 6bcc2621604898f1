using Entente.Articles;

namespace Entente.Language;

/// <summary>
/// Parts text into sentences and Universal Dependencies words and gives each word its part of speech, Penn Treebank tag, dictionary form and place in the
/// dependency tree. Every sentence has one root and no cycles, whatever the text. Thread-safe; the model is loaded once, when it is first needed.
/// </summary>
public sealed class LanguageStage : IStage
{
    private static readonly Lazy<LanguageStage> LoadedEnglish = new(() => new LanguageStage(
        Network.Load(EmbeddedData.Open("Language/Data/built/en/network.bin"), EmbeddedData.Open("Language/Data/built/en/names.bin")),
        Lemmatizer.Load(new StreamReader(EmbeddedData.Open("Language/Data/built/en/lemmas.tsv")), WordLists.English),
        WordLists.English));

    private readonly Network _network;
    private readonly Lemmatizer _lemmatizer;
    private readonly SentenceSplitter _splitter;

    internal LanguageStage(Network network, Lemmatizer lemmatizer, WordLists words)
    {
        _network = network;
        _lemmatizer = lemmatizer;
        _splitter = new SentenceSplitter(words, new Tokenizer(words));
    }

    /// <summary>The stage for English.</summary>
    /// <exception cref="InvalidOperationException">The model is not built into the library.</exception>
    public static LanguageStage English() => LoadedEnglish.Value;

    /// <inheritdoc/>
    public Layers Reads => Layers.None;

    /// <inheritdoc/>
    public Layers Writes => Layers.Sentences;

    /// <inheritdoc/>
    public AnnotatedArticle Apply(AnnotatedArticle article, CancellationToken cancellationToken = default) =>
        article with { Sentences = Parse(article.Article.Text, cancellationToken) };

    /// <summary>The sentences of a text. Spans are in UTF-16 units; what lies between words is white space.</summary>
    public IReadOnlyList<Sentence> Parse(string text, CancellationToken cancellationToken = default)
    {
        var (words, lengths) = _splitter.Split(text);
        var forms = new IReadOnlyList<string>[lengths.Count];
        var first = 0;
        for (var s = 0; s < forms.Length; s++)
        {
            var sentence = new string[lengths[s]];
            for (var i = 0; i < sentence.Length; i++)
                sentence[i] = text[words[first + i].Start..words[first + i].End];
            forms[s] = sentence;
            first += sentence.Length;
        }
        var analyses = _network.Analyse(forms, cancellationToken);
        var sentences = new Sentence[forms.Length];
        first = 0;
        for (var s = 0; s < forms.Length; s++)
        {
            var tokens = new Token[forms[s].Count];
            for (var i = 0; i < tokens.Length; i++)
            {
                var word = words[first + i];
                tokens[i] = MakeToken(forms[s][i], new Span(word.Start, word.End),
                    word.End == text.Length || Tokenizer.IsSpace(text[word.End]), word.MultiwordLength, analyses[s], i);
            }
            sentences[s] = new Sentence(new Span(tokens[0].Span.Start, tokens[^1].Span.End), tokens) { Names = analyses[s].Names };
            first += tokens.Length;
        }
        return sentences;
    }

    /// <summary>Analyses a sentence of given words, which are laid out with a space between them.</summary>
    public Sentence Retag(IReadOnlyList<string> words)
    {
        var tokens = new Token[words.Count];
        var start = 0;
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = new Token { Span = new Span(start, start + words[i].Length), Form = words[i], Lemma = "_", Upos = Upos.X, Xpos = "_", Head = -1, Deprel = "dep" };
            start += words[i].Length + 1;
        }
        return Retag([new Sentence(new Span(0, Math.Max(0, start - 1)), tokens)])[0];
    }

    /// <summary>Analyses sentences of given words anew: words and spans stay, tags, dictionary forms and trees are replaced.</summary>
    public IReadOnlyList<Sentence> Retag(IReadOnlyList<Sentence> sentences, CancellationToken cancellationToken = default)
    {
        // Longer sentences than the splitter makes are analysed in pieces; the roots of later pieces hang on the first.
        var pieces = sentences.SelectMany(s => s.Tokens.Chunk(SentenceSplitter.LongestSentence)).ToList();
        var analyses = _network.Analyse([.. pieces.Select(p => (IReadOnlyList<string>)[.. p.Select(t => t.Form)])], cancellationToken);
        var retagged = new Sentence[sentences.Count];
        var piece = 0;
        for (var s = 0; s < retagged.Length; s++)
        {
            var tokens = new List<Token>(sentences[s].Tokens.Count);
            var names = new List<Name>();
            var root = -1;
            while (tokens.Count < sentences[s].Tokens.Count)
            {
                var offset = tokens.Count;
                for (var i = 0; i < pieces[piece].Length; i++)
                {
                    var given = pieces[piece][i];
                    var token = MakeToken(given.Form, given.Span, given.SpaceAfter, given.MultiwordLength, analyses[piece], i);
                    tokens.Add(token.Head >= 0 ? token with { Head = token.Head + offset }
                        : root < 0 ? token
                        : token with { Head = root, Deprel = "parataxis" });
                }
                foreach (var name in analyses[piece].Names)
                    names.Add(name with { First = name.First + offset });
                if (root < 0)
                    root = tokens.FindIndex(t => t.Head < 0);
                piece++;
            }
            retagged[s] = sentences[s] with { Tokens = tokens, Names = names };
        }
        return retagged;
    }

    private Token MakeToken(string form, Span span, bool spaceAfter, int multiwordLength, Analysis analysis, int i)
    {
        var (upos, xpos) = _network.Tag(analysis.Tags[i]);
        return new Token
        {
            Span = span,
            Form = form,
            Lemma = _lemmatizer.Lemma(form, xpos),
            Upos = upos,
            Xpos = xpos,
            Head = analysis.Heads[i],
            Deprel = _network.Relations[analysis.Relations[i]],
            SpaceAfter = spaceAfter,
            MultiwordLength = multiwordLength,
        };
    }
}
