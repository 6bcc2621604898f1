using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using AngleSharp.Html.Parser;
using Entente.Reading;

namespace Entente.Benchmarks;

/// <summary>The speed of reading pages beside that of bare AngleSharp and SmartReader, and the memory that reading many takes. Pages come from a folder.</summary>
internal static class PageRun
{
    private const int Rounds = 3;
    private const int Step = 1_000;
    private const string NoAddress = "https://page.invalid/";

    /// <summary>Prints pages a second of processor time of both ways, measured by turns on one thread, and their ratio: the median of the rounds.</summary>
    /// <param name="folder">Folder of .html and .html.gz files, with those below it.</param>
    /// <param name="output">Where to print.</param>
    public static void PrintSpeed(string folder, TextWriter output)
    {
        var pages = Pages(folder).Select(p => Decoding.Decode(p, InputKind.Html).Text).ToList();
        var options = new ReadingOptions();
        var ratios = new List<(double Bare, double Own)>();
        for (var round = 0; round <= Rounds; round++)
        {
            var bare = Seconds(pages, Bare);
            var own = Seconds(pages, p => HtmlPage.Read(p, null, options));
            // The first round warms up.
            if (round > 0)
                ratios.Add((bare, own));
        }
        var (b, o) = ratios.OrderBy(r => r.Bare / r.Own).ElementAt(Rounds / 2);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{pages.Count} pages: {pages.Count / b:0} a second bare, {pages.Count / o:0} read whole; ratio {b / o:0.00}"));
    }

    /// <summary>Reads pages of the folder again and again out of one zip file of <paramref name="count"/> members, and prints memory as it goes.</summary>
    public static void PrintMemory(string folder, int count, TextWriter output)
    {
        var path = Path.GetTempFileName() + ".zip";
        try
        {
            var pages = Pages(folder).ToList();
            using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
                for (var i = 0; i < count; i++)
                {
                    using var entry = zip.CreateEntry($"{i:00000}.html", CompressionLevel.Fastest).Open();
                    entry.Write(pages[i % pages.Count]);
                }
            pages.Clear();
            output.WriteLine("| pages | live MB | working set MB |");
            output.WriteLine("|---:|---:|---:|");
            var (read, articles) = (0, 0);
            foreach (var result in ArticleReader.Read([path], new ReadingOptions()))
            {
                articles += result.Article is null ? 0 : 1;
                if (result.Problem is { IsWarning: true } || ++read % Step != 0)
                    continue;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {read} | {GC.GetTotalMemory(forceFullCollection: true) / 1e6:0} | {Process.GetCurrentProcess().WorkingSet64 / 1e6:0} |"));
            }
            output.WriteLine($"{articles} articles");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Bare(string page)
    {
        try
        {
            using var reader = new SmartReader.Reader(NoAddress, new HtmlParser().ParseDocument(page));
            reader.GetArticle();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // SmartReader fails on odd pages in many ways; the time it took counts.
        }
    }

    private static double Seconds(List<string> pages, Action<string> read)
    {
        // The processor's time, not the wall's: other work on the machine would weigh on one way more than on the other.
        var start = Environment.CpuUsage.TotalTime;
        foreach (var page in pages)
        {
            try
            {
                read(page);
            }
            catch (ReadException)
            {
                // A page that is refused took its time too.
            }
        }
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static IEnumerable<byte[]> Pages(string folder)
    {
        foreach (var path in Directory.EnumerateFiles(folder, "*.html*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var file = File.OpenRead(path);
            using var bytes = new MemoryStream();
            if (path.EndsWith(".gz", StringComparison.Ordinal))
                using (var packed = new GZipStream(file, CompressionMode.Decompress))
                    packed.CopyTo(bytes);
            else
                file.CopyTo(bytes);
            yield return bytes.ToArray();
        }
    }
}
