using SharpCompress.Compressors.Xz;

namespace Entente.Evaluation;

/// <summary>Files of corpora, packed or not.</summary>
internal static class CorpusFile
{
    /// <summary>Opens a text file; one that ends in <c>.xz</c> is unpacked on the way.</summary>
    public static StreamReader Open(string path)
    {
        Stream file = File.OpenRead(path);
        return new StreamReader(path.EndsWith(".xz", StringComparison.Ordinal) ? new XZStream(file) : file);
    }
}
