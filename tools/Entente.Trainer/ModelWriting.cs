using System.Runtime.InteropServices;

namespace Entente.Trainer;

/// <summary>Writes the parts that model files are made of.</summary>
internal static class ModelWriting
{
    /// <summary>Writes numbers as halves.</summary>
    public static void WriteHalves(this BinaryWriter writer, float[] values)
    {
        var halves = new Half[values.Length];
        for (var i = 0; i < values.Length; i++)
            halves[i] = (Half)values[i];
        writer.Write(MemoryMarshal.AsBytes(halves.AsSpan()));
    }

    /// <summary>Writes a list of strings after its length.</summary>
    public static void WriteStrings(this BinaryWriter writer, string[] strings)
    {
        writer.Write(strings.Length);
        foreach (var s in strings)
            writer.Write(s);
    }
}
