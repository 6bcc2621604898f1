using System.Globalization;
using System.Text;
using Entente.Articles;

namespace Entente.Language;

/// <summary>Writes and reads CoNLL-U, the format of Universal Dependencies.</summary>
public static class ConlluFormat
{
    /// <summary>
    /// The sentences of an article: <c>sent_id</c> and <c>text</c> comments, <c>newpar</c> where a blank line came before, ranges for multiword tokens,
    /// <c>SpaceAfter=No</c>, names as <c>NER=B-PER</c> and <c>NER=I-PER</c>. Features and enhanced dependencies are empty.
    /// </summary>
    /// <param name="article">An article with sentences.</param>
    /// <param name="documentId">What <c>newdoc id</c> and the sentence ids are made of; the article's source id, else its id, when null.</param>
    public static string Write(AnnotatedArticle article, string? documentId = null)
    {
        var text = article.Article.Text;
        var id = OneLine(documentId ?? article.Article.SourceId ?? article.Article.Id);
        var output = new StringBuilder();
        output.Append("# newdoc id = ").Append(id).Append('\n');
        var end = 0;
        for (var s = 0; s < article.Sentences.Count; s++)
        {
            var sentence = article.Sentences[s];
            if (s == 0 || HasBlankLine(text.AsSpan(end, Math.Max(0, sentence.Span.Start - end))))
                output.Append("# newpar\n");
            end = sentence.Span.End;
            output.Append(CultureInfo.InvariantCulture, $"# sent_id = {id}-{s + 1}\n");
            output.Append("# text = ").Append(OneLine(sentence.Span.Of(text))).Append('\n');
            AppendTokens(output, text, sentence);
            output.Append('\n');
        }
        return output.ToString();
    }

    /// <summary>
    /// Reads CoNLL-U. Each <c>newdoc</c> gives an article whose text is put together from the words: sentences are parted by a space, paragraphs by a blank line.
    /// Names are read where they are marked as <see cref="Write"/> does. Empty nodes are left out. Words without a head (<c>_</c>) hang on the root word or, in its absence, on the first word.
    /// </summary>
    /// <exception cref="FormatException">A line is not CoNLL-U; the message names it.</exception>
    public static IReadOnlyList<AnnotatedArticle> Read(TextReader reader)
    {
        var articles = new List<AnnotatedArticle>();
        var document = new DocumentBuilder();
        var number = 0;
        while (reader.ReadLine() is { } line)
        {
            number++;
            line = line.TrimEnd('\r');
            if (line.Length == 0)
                document.EndSentence();
            else if (line[0] == '#')
            {
                if (Comment(line, "newdoc") is { } id)
                {
                    document.EndSentence();
                    if (document.ToArticle() is { } done)
                        articles.Add(done);
                    document = new DocumentBuilder { Id = id.Length == 0 ? null : id };
                }
                else if (Comment(line, "newpar") is not null)
                    document.StartParagraph();
            }
            else
                document.Add(line.Split('\t'), number);
        }
        document.EndSentence();
        if (document.ToArticle() is { } last)
            articles.Add(last);
        return articles;
    }

    private static void AppendTokens(StringBuilder output, string text, Sentence sentence)
    {
        var tokens = sentence.Tokens;
        var names = sentence.NameLabels();
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            var last = i + Math.Max(1, token.MultiwordLength) - 1;
            if (token.MultiwordLength > 1)
                output.Append(CultureInfo.InvariantCulture, $"{i + 1}-{last + 1}\t")
                    .Append(OneLine(text[token.Span.Start..tokens[last].Span.End]))
                    .Append("\t_\t_\t_\t_\t_\t_\t_\t").Append(Misc("O", tokens[last].SpaceAfter)).Append('\n');
            var inside = InsideMultiword(tokens, i);
            output.Append(CultureInfo.InvariantCulture, $"{i + 1}\t{OneLine(token.Form)}\t{OneLine(token.Lemma)}\t{token.Upos.ToString().ToUpperInvariant()}\t{token.Xpos}\t_\t{token.Head + 1}\t{token.Deprel}\t_\t")
                .Append(Misc(names[i], inside || token.SpaceAfter)).Append('\n');
        }

        static string Misc(string name, bool spaceAfter) => (name, spaceAfter) switch
        {
            ("O", true) => "_",
            ("O", false) => "SpaceAfter=No",
            (_, true) => "NER=" + name,
            _ => $"NER={name}|SpaceAfter=No",
        };
    }

    private static bool InsideMultiword(IReadOnlyList<Token> tokens, int i)
    {
        for (var start = i; start >= 0 && start > i - 8; start--)
            if (tokens[start].MultiwordLength > 1)
                return start + tokens[start].MultiwordLength > i;
        return false;
    }

    private static bool HasBlankLine(ReadOnlySpan<char> gap) => gap.Count('\n') > 1;

    private static string OneLine(string text)
    {
        if (!text.AsSpan().ContainsAny("\t\r\n"))
            return text;
        var output = new StringBuilder(text.Length);
        foreach (var c in text)
            if (c is not ('\t' or '\r' or '\n'))
                output.Append(c);
            else if (output.Length > 0 && output[^1] != ' ')
                output.Append(' ');
        return output.ToString();
    }

    private static string? Comment(string line, string name)
    {
        var comment = line.AsSpan(1).TrimStart();
        if (!comment.StartsWith(name))
            return null;
        comment = comment[name.Length..].TrimStart();
        if (comment.StartsWith("id"))
            comment = comment[2..].TrimStart();
        return comment.StartsWith("=") ? comment[1..].Trim().ToString() : "";
    }

    private sealed class DocumentBuilder
    {
        private readonly StringBuilder _text = new();
        private readonly List<Sentence> _sentences = [];
        private readonly List<Token> _tokens = [];
        private readonly List<Name> _names = [];
        private bool _newParagraph;
        private bool _spaceBefore;
        private (int First, int Last, int Start, int Position, string Form, bool SpaceAfter)? _multiword;

        public string? Id { get; init; }

        public void StartParagraph()
        {
            EndSentence();
            _newParagraph = true;
        }

        public void Add(string[] columns, int number)
        {
            if (columns.Length != 10)
                throw new FormatException($"Line {number} has {columns.Length} columns, not 10.");
            var id = columns[0];
            if (id.Contains('.'))
                return;
            var spaceAfter = !columns[9].Split('|').Contains("SpaceAfter=No");
            if (id.IndexOf('-') is var dash and > 0)
            {
                if (!int.TryParse(id.AsSpan(0, dash), CultureInfo.InvariantCulture, out var first)
                    || !int.TryParse(id.AsSpan(dash + 1), CultureInfo.InvariantCulture, out var last)
                    || first != _tokens.Count + 1 || last < first || columns[1].Length == 0)
                    throw new FormatException($"Line {number}: {id} is no range of the next words.");
                Separate();
                _multiword = (first, last, _text.Length, _text.Length, columns[1], spaceAfter);
                _text.Append(columns[1]);
                return;
            }
            if (!int.TryParse(id, CultureInfo.InvariantCulture, out var index) || index != _tokens.Count + 1 || columns[1].Length == 0)
                throw new FormatException($"Line {number}: word {id} is not the next word.");
            if (!int.TryParse(columns[6], CultureInfo.InvariantCulture, out var head) && columns[6] != "_" || head < 0)
                throw new FormatException($"Line {number}: {columns[6]} is no head.");
            AddName(columns[9]);
            var span = Place(columns[1], index, ref spaceAfter, out var multiwordLength);
            _tokens.Add(new Token
            {
                Span = span,
                Form = columns[1],
                Lemma = columns[2],
                Upos = Enum.TryParse<Upos>(columns[3], ignoreCase: true, out var upos) ? upos : Upos.X,
                Xpos = columns[4],
                Head = columns[6] == "_" ? int.MinValue : head - 1,
                Deprel = columns[7],
                SpaceAfter = spaceAfter,
                MultiwordLength = multiwordLength,
            });
        }

        private void AddName(string misc)
        {
            var label = misc.Split('|').FirstOrDefault(m => m.StartsWith("NER=", StringComparison.Ordinal))?[4..];
            NameType? type = label is not { Length: > 2 } ? null : label[2..] switch
            {
                "PER" => NameType.Person,
                "LOC" => NameType.Location,
                "ORG" => NameType.Organisation,
                "MISC" => NameType.Miscellaneous,
                _ => null,
            };
            if (type is null)
                return;
            if (label![0] != 'B' && _names.Count > 0 && _names[^1] is var open && open.First + open.Length == _tokens.Count && open.Type == type)
                _names[^1] = open with { Length = open.Length + 1 };
            else
                _names.Add(new Name(_tokens.Count, 1, type.Value));
        }

        public void EndSentence()
        {
            if (_tokens.Count == 0)
                return;
            if (_tokens.FirstOrDefault(t => t.Head >= _tokens.Count) is { } stray)
                throw new FormatException($"The head of \"{stray.Form}\" is no word of its sentence.");
            var root = Math.Max(0, _tokens.FindIndex(t => t.Head == -1));
            for (var i = 0; i < _tokens.Count; i++)
                if (_tokens[i].Head == int.MinValue)
                    _tokens[i] = _tokens[i] with { Head = i == root ? -1 : root };
            _sentences.Add(new Sentence(new Span(_tokens[0].Span.Start, _tokens[^1].Span.End), [.. _tokens]) { Names = [.. _names] });
            _tokens.Clear();
            _names.Clear();
            _multiword = null;
        }

        public AnnotatedArticle? ToArticle() => _sentences.Count == 0
            ? null
            : new AnnotatedArticle
            {
                Article = new Article { Text = _text.ToString(), SourceId = Id },
                Sentences = [.. _sentences],
                Layers = Layers.Sentences,
            };

        private Span Place(string form, int index, ref bool spaceAfter, out int multiwordLength)
        {
            multiwordLength = 0;
            if (_multiword is not { } multi || index < multi.First || index > multi.Last)
            {
                Separate();
                var start = _text.Length;
                _text.Append(form);
                _spaceBefore = spaceAfter;
                return new Span(start, _text.Length);
            }
            if (index == multi.First)
                multiwordLength = multi.Last - multi.First + 1;
            spaceAfter = index == multi.Last && multi.SpaceAfter;
            _spaceBefore = multi.SpaceAfter;
            // The words share out the token's letters; one that is spelt otherwise stands for what is left.
            var end = multi.Start + multi.Form.Length;
            var left = multi.Form.AsSpan(multi.Position - multi.Start);
            var to = index == multi.Last || !left.StartsWith(form, StringComparison.OrdinalIgnoreCase) ? end : multi.Position + form.Length;
            var span = new Span(Math.Min(multi.Position, to), to);
            _multiword = multi with { Position = to };
            return span;
        }

        private void Separate()
        {
            if (_text.Length > 0 && _tokens.Count == 0)
                _text.Append(_newParagraph ? "\n\n" : _spaceBefore ? " " : "");
            else if (_spaceBefore && _text.Length > 0)
                _text.Append(' ');
            _newParagraph = false;
            _spaceBefore = false;
        }
    }
}
