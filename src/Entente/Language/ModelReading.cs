using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Entente.Language;

/// <summary>Reads the parts that model files are made of.</summary>
internal static class ModelReading
{
    /// <summary>Reads so many halves as single precision numbers.</summary>
    // Runs over millions of values once, at start: it must not begin in slow code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] ReadHalves(this BinaryReader reader, int count)
    {
        var halves = new Half[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(halves.AsSpan()));
        var floats = new float[count];
        for (var i = 0; i < count; i++)
            floats[i] = (float)halves[i];
        return floats;
    }

    /// <summary>Reads a list of strings after its length.</summary>
    public static string[] ReadStrings(this BinaryReader reader)
    {
        var strings = new string[reader.ReadInt32()];
        for (var i = 0; i < strings.Length; i++)
            strings[i] = reader.ReadString();
        return strings;
    }

    /// <summary>Ends the reading when a file does not begin with these words.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public static void Expect(this BinaryReader reader, string magic)
    {
        if (reader.ReadString() != magic)
            throw new InvalidDataException($"The language model has another form than this version reads: it should begin with {magic}.");
    }
}
