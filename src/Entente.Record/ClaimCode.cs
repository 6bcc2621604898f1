using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Entente.Articles;
using NodaTime;

namespace Entente.Record;

/// <summary>
/// Claims of one article as bytes: numbers take as many as they need, and a word that came before is only pointed to. The same claims give the same bytes,
/// and what is read is what was written.
/// </summary>
internal sealed class ClaimWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);
    private readonly Dictionary<string, int> _words = new(StringComparer.Ordinal);

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _words.Clear();
    }

    public void Write(string article, Claim claim)
    {
        var own = claim.Article == article;
        var optional = (claim.SourceId is null ? 0 : 1) | (claim.Cameo is null ? 0 : 2) | (claim.Goldstein is null ? 0 : 4) | (claim.Place is null ? 0 : 8) | (claim.Arrangement is null ? 0 : 16)
            | (claim.Step is null ? 0 : 32) | (claim.Date.Start is null ? 0 : 64) | (claim.Date.End is null ? 0 : 128) | (claim.Evidence.InTitle ? 256 : 0) | (own ? 512 : 0)
            | (claim.Mode.Count == 0 ? 0 : 1024) | (claim.Context.Count == 0 ? 0 : 2048) | (claim.SaidBy.Count == 0 ? 0 : 4096);
        Number(optional);
        Id(claim.Id);
        if (!own)
            Word(claim.Article);
        if (claim.SourceId is not null)
            Word(claim.SourceId);
        Number((int)claim.Type | (int)claim.Reality << 4 | (int)claim.Recency << 6 | (int)claim.DateBasis << 7 | (int)claim.Date.Precision << 9);
        if (claim.Mode.Count > 0)
            Words(claim.Mode);
        if (claim.Context.Count > 0)
            Words(claim.Context);
        if (claim.Cameo is not null)
            Word(claim.Cameo);
        if (claim.Goldstein is { } goldstein)
            Fraction(goldstein);
        Parties(claim.Actors);
        Parties(claim.Recipients);
        if (claim.SaidBy.Count > 0)
            Parties(claim.SaidBy);
        if (claim.Date.Start is { } start)
            Day(start);
        if (claim.Date.End is { } end)
            Day(end);
        Word(claim.Date.Text);
        if (claim.Place is { } place)
        {
            Word(place.Name);
            Word(place.Country);
        }
        if (claim.Arrangement is { } arrangement)
        {
            Word(arrangement.Id);
            Word(arrangement.Name);
            Word(arrangement.Strand);
        }
        if (claim.Step is { } step)
            Number((int)step);
        Place(claim.Trigger.Text, claim.Trigger.Start, claim.Trigger.End);
        Place(claim.Evidence.Exact, claim.Evidence.Start, claim.Evidence.End);
        Word(claim.Evidence.Prefix);
        Word(claim.Evidence.Suffix);
        Word(claim.Rule);
        Fraction(claim.Confidence);
        Word(claim.Coder);
    }

    public void Number(long value)
    {
        // The sign stands in the lowest bit.
        var left = (ulong)(value << 1 ^ value >> 63);
        var span = _bytes.GetSpan(10);
        var at = 0;
        for (; left >= 0x80; left >>= 7)
            span[at++] = (byte)(left | 0x80);
        span[at++] = (byte)left;
        _bytes.Advance(at);
    }

    /// <summary>A word: 0 for none, 1 for a new one, which follows, else the place of one that came before.</summary>
    public void Word(string? word)
    {
        if (word is null)
        {
            Number(0);
            return;
        }
        ref var at = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, word, out var isThere);
        if (isThere)
        {
            Number(at);
            return;
        }
        at = _words.Count + 1;
        Number(1);
        var length = Encoding.UTF8.GetByteCount(word);
        Number(length);
        _bytes.Advance(Encoding.UTF8.GetBytes(word, _bytes.GetSpan(length)));
    }

    private void Words(IReadOnlyList<string> words)
    {
        Number(words.Count);
        foreach (var word in words)
            Word(word);
    }

    private void Parties(IReadOnlyList<Party> parties)
    {
        Number(parties.Count);
        foreach (var party in parties)
        {
            Word(party.Id);
            Word(party.Name);
            Word(party.Sector);
            Place(party.Text, party.Start, party.End);
            Word(party.Person);
            Word(party.Office);
        }
    }

    private void Place(string text, int start, int end)
    {
        Word(text);
        Number(start);
        Number(end - start - text.Length);
    }

    /// <summary>An id of the usual form is a number; another one is a word.</summary>
    private void Id(string id)
    {
        var span = _bytes.GetSpan(9);
        if (id.Length == 18 && id.StartsWith("c-", StringComparison.Ordinal) && Hex(id, out var number))
        {
            span[0] = 1;
            BinaryPrimitives.WriteUInt64LittleEndian(span[1..], number);
            _bytes.Advance(9);
            return;
        }
        span[0] = 0;
        _bytes.Advance(1);
        Word(id);
    }

    private static bool Hex(string id, out ulong number)
    {
        number = 0;
        foreach (var c in id.AsSpan(2))
            if (char.IsAsciiDigit(c) || c is >= 'a' and <= 'f')
                number = number << 4 | (uint)(char.IsAsciiDigit(c) ? c - '0' : c - 'a' + 10);
            else
                return false;
        return true;
    }

    private void Day(LocalDate day) => Number(((long)day.Year - 2000) * 512 + day.Month * 32 + day.Day);

    /// <summary>Hundredths, as most are, else all bits.</summary>
    private void Fraction(double value)
    {
        var hundredths = Math.Round(value * 100);
        if (Math.Abs(hundredths) < 1e9 && hundredths / 100 == value && !(value == 0 && double.IsNegative(value)))
        {
            Number((long)hundredths * 2);
            return;
        }
        Number(1);
        BinaryPrimitives.WriteDoubleLittleEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }
}

/// <summary>Reads what <see cref="ClaimWriter"/> wrote.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="pool">Keeps one of each word and side over many articles; null when few are read.</param>
internal ref struct ClaimReader(ReadOnlySpan<byte> bytes, WordPool? pool = null)
{
    private readonly List<string> _words = [];
    private ReadOnlySpan<byte> _left = bytes;

    public readonly bool IsAtEnd => _left.IsEmpty;

    /// <exception cref="InvalidDataException">The bytes are not those of a claim.</exception>
    public Claim Claim(string article)
    {
        try
        {
            return Next(article);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidDataException("The packed claims are damaged.", e);
        }
    }

    private Claim Next(string article)
    {
        var optional = Whole();
        bool has(int bit) => (optional & bit) != 0;
        var id = Id();
        var where = has(512) ? article : Text();
        var sourceId = has(1) ? Text() : null;
        var kinds = Whole();
        var mode = has(1024) ? Words() : [];
        var context = has(2048) ? Words() : [];
        var cameo = has(2) ? Text() : null;
        double? goldstein = has(4) ? Fraction() : null;
        var actors = Parties();
        var recipients = Parties();
        var saidBy = has(4096) ? Parties() : [];
        LocalDate? start = has(64) ? Day() : null;
        LocalDate? end = has(128) ? Day() : null;
        var date = new ClaimDate(start, end, (Precision)(kinds >> 9), Word());
        var place = has(8) ? new ClaimPlace(Text(), Word()) : null;
        var arrangement = has(16) ? new ArrangementRef(Text(), Text(), Word()) : null;
        Step? step = has(32) ? (Step)Whole() : null;
        var (trigger, triggerStart, triggerEnd) = Place();
        var (exact, exactStart, exactEnd) = Place();
        return new()
        {
            Id = id,
            Article = where,
            SourceId = sourceId,
            Type = (PloverType)(kinds & 15),
            Mode = mode,
            Context = context,
            Cameo = cameo,
            Goldstein = goldstein,
            Actors = actors,
            Recipients = recipients,
            Reality = (Reality)(kinds >> 4 & 3),
            Recency = (Recency)(kinds >> 6 & 1),
            Date = date,
            DateBasis = (DateBasis)(kinds >> 7 & 3),
            Place = place,
            SaidBy = saidBy,
            Arrangement = arrangement,
            Step = step,
            Trigger = new(trigger, triggerStart, triggerEnd),
            Evidence = new(exactStart, exactEnd, exact, Text(), Text()) { InTitle = has(256) },
            Rule = Text(),
            Confidence = Fraction(),
            Coder = Text(),
        };
    }

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = _left[0];
            _left = _left[1..];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return (long)(value >> 1) ^ -(long)(value & 1);
            if (shift > 56)
                throw new OverflowException();
        }
    }

    public string? Word()
    {
        var at = Whole();
        if (at == 0)
            return null;
        if (at > 1)
            return _words[at - 2];
        var length = Whole();
        var text = _left[..length];
        _left = _left[length..];
        var word = pool is null ? Encoding.UTF8.GetString(text) : pool.Word(text);
        _words.Add(word);
        return word;
    }

    private int Whole() => checked((int)Number());

    private string Text() => Word() ?? throw new OverflowException();

    private string[] Words()
    {
        var words = new string[Count()];
        for (var i = 0; i < words.Length; i++)
            words[i] = Text();
        return words;
    }

    private Party[] Parties()
    {
        var count = Count();
        if (count == 0)
            return [];
        var parties = new Party[count];
        for (var i = 0; i < count; i++)
        {
            var (id, name, sector) = (Text(), Text(), Text());
            var (text, start, end) = Place();
            parties[i] = new() { Id = id, Name = name, Sector = sector, Text = text, Start = start, End = end, Person = Word(), Office = Word() };
        }
        return pool is null ? parties : pool.Parties(parties);
    }

    /// <summary>A length that what is left can hold: each item takes a byte at least.</summary>
    private int Count() => Whole() is var count && count >= 0 && count <= _left.Length ? count : throw new OverflowException();

    private (string Text, int Start, int End) Place()
    {
        var text = Text();
        var start = Whole();
        return (text, start, checked((int)(start + text.Length + Number())));
    }

    private string Id()
    {
        var isNumber = _left[0] == 1;
        _left = _left[1..];
        if (!isNumber)
            return Text();
        var number = BinaryPrimitives.ReadUInt64LittleEndian(_left);
        _left = _left[8..];
        return string.Create(18, number, static (text, n) =>
        {
            "c-".CopyTo(text);
            for (var i = 17; i > 1; i--, n >>= 4)
                text[i] = "0123456789abcdef"[(int)(n & 15)];
        });
    }

    private LocalDate Day()
    {
        var packed = Number();
        var year = packed >> 9;
        return new(checked((int)year + 2000), (int)(packed >> 5 & 15), (int)(packed & 31));
    }

    private double Fraction()
    {
        var number = Number();
        if (number != 1)
            return (double)(number / 2) / 100;
        var value = BinaryPrimitives.ReadDoubleLittleEndian(_left);
        _left = _left[8..];
        return value;
    }
}

/// <summary>One of each word and of each lone side, for work that holds the claims of very many articles at once. Not thread-safe.</summary>
internal sealed class WordPool
{
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly Dictionary<Party, Party[]> _lone = [];
    private char[] _characters = new char[256];

    public WordPool() => _lookup = _words.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Word(ReadOnlySpan<byte> text)
    {
        if (_characters.Length < text.Length)
            _characters = new char[text.Length * 2];
        return Word(_characters.AsSpan(0, Encoding.UTF8.GetChars(text, _characters)));
    }

    public string Word(ReadOnlySpan<char> word)
    {
        if (_lookup.TryGetValue(word, out var known))
            return known;
        var added = new string(word);
        _words.Add(added);
        return added;
    }

    public Party[] Parties(Party[] parties)
    {
        if (parties.Length != 1)
            return parties;
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_lone, parties[0], out _);
        return known ??= parties;
    }
}
