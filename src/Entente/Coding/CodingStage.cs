using Entente.Articles;

namespace Entente.Coding;

/// <summary>Finds claims: rules over the dependency tree, from a lexicon that people edit. Thread-safe.</summary>
public sealed class CodingStage : IStage
{
    private readonly Lexicon _lexicon;
    private readonly string _coder;

    private CodingStage(Lexicon lexicon, string coder) => (_lexicon, _coder) = (lexicon, coder);

    /// <summary>Name and version of the built-in coder, as claims carry it; a user's own rules and actors change it.</summary>
    public static string Coder { get; } = CoderVersion.BuiltIn.ToString();

    /// <inheritdoc/>
    public Layers Reads => Layers.Sentences | Layers.Times | Layers.Mentions;

    /// <inheritdoc/>
    public Layers Writes => Layers.Claims;

    /// <summary>The coder of English with the built-in lexicon.</summary>
    /// <exception cref="InvalidDataException">A lexicon file is broken.</exception>
    public static CodingStage English() => English([]);

    /// <summary>The coder of English with the built-in lexicon and a user's own rules.</summary>
    /// <exception cref="InvalidDataException">A lexicon file is broken, or a rule file has problems.</exception>
    public static CodingStage English(IReadOnlyList<ActRuleFile> rules) => English(rules, []);

    /// <summary>The same, after a stage that knows a user's own actors.</summary>
    /// <param name="rules">A user's own rules.</param>
    /// <param name="actors">Hashes of the files of the user's actors.</param>
    internal static CodingStage English(IReadOnlyList<ActRuleFile> rules, IReadOnlyList<string> actors) =>
        new(Lexicon.With(rules), CoderVersion.BuiltIn.With([.. rules.Select(r => r.Hash)], actors).ToString());

    /// <summary>What a built-in rule looks for; null for a user's own rule or an unknown id.</summary>
    /// <param name="id">Id of the rule, as claims carry it.</param>
    public static RuleSummary? Rule(string id) =>
        Lexicon.English.Rules.FirstOrDefault(r => r.Id == id) is { } rule
            ? new RuleSummary(rule.Id, rule.Type, [.. rule.Verbs, .. rule.Nouns, .. rule.Adjectives], rule.Examples.Count > 0 ? rule.Examples[0].Text : "")
            : null;

    /// <summary>Sentences of a coded article that name two or more actors and gave no claim, with their verbs that have no entry.</summary>
    public IReadOnlyList<UncodedSentence> Uncoded(AnnotatedArticle article)
    {
        var id = article.Article.Id;
        var coded = article.Claims.Where(c => !c.Evidence.InTitle).Select(c => c.Evidence.Start).ToHashSet();
        var actors = article.Mentions.Where(m => m.Kind == MentionKind.Actor && m.Id is not null and not "UNK").ToLookup(m => m.Sentence, m => m.Id!);
        var found = new List<UncodedSentence>();
        foreach (var (i, sentence) in article.Sentences.Index())
        {
            var named = actors[i].Distinct().ToList();
            if (named.Count < 2 || coded.Contains(sentence.Span.Start))
                continue;
            var words = sentence.Tokens.Where(t => t.Upos == Upos.Verb && !_lexicon.Knows(t)).Select(t => t.Lemma.ToLowerInvariant()).Distinct().ToList();
            found.Add(new UncodedSentence(id, sentence.Span.Of(article.Article.Text), named, words));
        }
        return found;
    }

    /// <inheritdoc/>
    public AnnotatedArticle Apply(AnnotatedArticle article, CancellationToken cancellationToken = default)
    {
        var mentions = article.Mentions.ToLookup(m => m.Sentence);
        var graphs = new SentenceGraph[article.Sentences.Count];
        for (var i = 0; i < graphs.Length; i++)
            graphs[i] = new SentenceGraph(article, i, _lexicon, mentions[i]);
        foreach (var time in article.Times)
            graphs[time.Sentence].Times.Add(time);
        var id = article.Article.Id;
        var memory = new NarrativeMemory(_lexicon);
        var claims = new List<Claim>();
        foreach (var graph in graphs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            claims.AddRange(new SentenceCoder(graph, _lexicon, memory).Code(id, _coder));
        }
        return article with { Claims = claims };
    }
}
