using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;
using Entente.Language;
using Entente.Reading;

namespace Entente.Cli.Commands;

/// <summary><c>entente parse</c>: the language layer.</summary>
internal sealed class ParseCommand : InputCommand
{
    private static readonly Layout<Word> Words = new()
    {
        Json = w => w,
        Table =
        [
            new("Sentence", w => w.Sentence),
            new("Word", w => w.Index),
            new("Form", w => w.Token.Form),
            new("Lemma", w => w.Token.Lemma),
            new("UPOS", w => w.Token.Upos.ToString().ToUpperInvariant()),
            new("XPOS", w => w.Token.Xpos),
            new("Head", w => w.Token.Head + 1),
            new("Relation", w => w.Token.Deprel),
            new("Name", w => w.Name),
        ],
        Csv =
        [
            new("doc", w => w.Doc),
            new("sentence", w => w.Sentence),
            new("word", w => w.Index),
            new("start", w => w.Token.Span.Start),
            new("end", w => w.Token.Span.End),
            new("form", w => w.Token.Form),
            new("lemma", w => w.Token.Lemma),
            new("upos", w => w.Token.Upos.ToString().ToUpperInvariant()),
            new("xpos", w => w.Token.Xpos),
            new("head", w => w.Token.Head + 1),
            new("deprel", w => w.Token.Deprel),
            new("ner", w => w.Name),
        ],
    };

    private static readonly Layout<AnnotatedArticle> Documents = new()
    {
        Json = a => new DocumentRow(
            DocumentId(a.Article),
            a.Article.Text,
            [.. a.Sentences.Select(s => new SentenceRow(
                s.Span.Start,
                s.Span.End,
                [.. s.Tokens.Zip(s.NameLabels(), (t, name) => new TokenRow(
                    t.Span.Start, t.Span.End, t.Form, t.Lemma, t.Upos.ToString().ToUpperInvariant(), t.Xpos, t.Head + 1, t.Deprel, name))]))]),
        Table = [],
        Csv = [],
    };

    private readonly Option<bool> _tokenized = new("--tokenized") { Description = "Take CoNLL-U in and analyse its words anew" };

    public ParseCommand(Session session) : base(
        session,
        "parse",
        "Show sentences, words, tags, lemmas, dependencies and names",
        "entente parse samples > samples.conllu",
        "entente parse letter.txt --format table",
        "entente parse --tokenized gold.conllu > ours.conllu")
    {
        Options.Add(_tokenized);
        SetAction(parsed => (parsed.GetValue(Session.Format) ?? OutputFormat.Conllu) switch
        {
            OutputFormat.Conllu => Parse(parsed, article => Terminal.Out.Write(ConlluFormat.Write(article))),
            OutputFormat.Jsonl => WithWriter(OutputFormat.Jsonl, Documents, writer => Parse(parsed, writer.Write)),
            var format => WithWriter(format, Words, writer => Parse(parsed, article =>
            {
                foreach (var word in WordsOf(article))
                    writer.Write(word);
            })),
        });
    }

    private int Parse(ParseResult parsed, Action<AnnotatedArticle> write)
    {
        if (parsed.GetValue(_tokenized))
            return ParseTokenized(parsed, write);
        // Of the stages only this one is needed; the rules and names of the others take a second to load.
        var language = LanguageStage.English();
        return Run(parsed, (article, token) => language.Apply(new AnnotatedArticle { Article = article }, token), (_, annotated) => write(annotated));
    }

    private int ParseTokenized(ParseResult parsed, Action<AnnotatedArticle> write)
    {
        var language = LanguageStage.English();
        var problems = new Problems(Terminal.Error);
        var done = 0;
        foreach (var path in Paths(parsed))
        {
            var (articles, problem) = ReadTokenized(path);
            if (problem is not null)
            {
                problems.Report(problem);
                continue;
            }
            foreach (var article in articles)
                write(article with { Sentences = language.Retag(article.Sentences, Session.CancellationToken) });
            done++;
        }
        return problems.Finish(done);
    }

    private (IReadOnlyList<AnnotatedArticle> Articles, ReadProblem? Problem) ReadTokenized(string path)
    {
        try
        {
            using var reader = path == "-" ? new StreamReader(Terminal.In) : new StreamReader(path);
            return (ConlluFormat.Read(reader), null);
        }
        catch (FormatException e)
        {
            return ([], new ReadProblem(path, "parse.bad_conllu", e.Message));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return ([], new ReadProblem(path, ReadCode.NotFound, "There is no such file."));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], new ReadProblem(path, ReadCode.Unreadable, e.Message));
        }
    }

    private int WithWriter<T>(OutputFormat format, Layout<T> layout, Func<ResultWriter<T>, int> run)
    {
        using var writer = ResultWriter.For(format, layout, Terminal);
        return run(writer);
    }

    private static IEnumerable<Word> WordsOf(AnnotatedArticle article) => article.Sentences
        .SelectMany((sentence, s) => sentence.Tokens.Zip(sentence.NameLabels()).Select((word, t) => new Word(DocumentId(article.Article), s + 1, t + 1, word.First, word.Second)));

    private static string DocumentId(Article article) => article.SourceId ?? article.Path ?? article.Id;

    private sealed record Word(string Doc, int Sentence, int Index, Token Token, string Name);

    private sealed record DocumentRow(string Doc, string Text, IReadOnlyList<SentenceRow> Sentences);

    private sealed record SentenceRow(int Start, int End, IReadOnlyList<TokenRow> Tokens);

    private sealed record TokenRow(int Start, int End, string Form, string Lemma, string Upos, string Xpos, int Head, string Deprel, string Ner);
}
