using System.Globalization;

namespace Entente.Time;

/// <summary>A term of the value algebra as written in a rule: <c>quarter($n, now(Year, -1))</c>.</summary>
internal abstract record Expression
{
    public sealed record Number(double Value) : Expression;

    public sealed record Symbol(string Name) : Expression;

    public sealed record Capture(string Name) : Expression;

    public sealed record Call(string Function, IReadOnlyList<Expression> Arguments) : Expression;

    /// <exception cref="InvalidDataException">The text is no term.</exception>
    public static Expression Parse(string text)
    {
        var position = 0;
        var expression = Term(text, ref position);
        if (position < text.Length)
            throw new InvalidDataException($"Value '{text}' goes on after its end, at {position}.");
        return expression;
    }

    /// <summary>This term and all below it.</summary>
    public IEnumerable<Expression> Terms() => this is Call call ? call.Arguments.SelectMany(a => a.Terms()).Prepend(this) : [this];

    private static Expression Term(string text, ref int position)
    {
        Skip(text, ref position);
        var start = position;
        while (position < text.Length && (char.IsLetterOrDigit(text[position]) || text[position] is '_' or '$' or '-' or '.'))
            position++;
        var word = text[start..position];
        if (word.Length == 0)
            throw new InvalidDataException($"Value '{text}' has no term at {position}.");
        Skip(text, ref position);
        if (word[0] == '$')
            return new Capture(word[1..]);
        if (double.TryParse(word, CultureInfo.InvariantCulture, out var number))
            return new Number(number);
        if (position == text.Length || text[position] != '(')
            return new Symbol(word);
        position++;
        var arguments = new List<Expression>();
        while (true)
        {
            Skip(text, ref position);
            if (position < text.Length && text[position] == ')')
                break;
            arguments.Add(Term(text, ref position));
            if (position == text.Length || text[position] is not (',' or ')'))
                throw new InvalidDataException($"Value '{text}' leaves {word} open.");
            if (text[position] == ',')
                position++;
        }
        position++;
        Skip(text, ref position);
        return new Call(word, arguments);
    }

    private static void Skip(string text, ref int position)
    {
        while (position < text.Length && text[position] == ' ')
            position++;
    }
}
