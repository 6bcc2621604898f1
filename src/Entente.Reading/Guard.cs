using AngleSharp.Dom;

namespace Entente.Reading;

/// <summary>Keeps what goes wrong in one input from ending the rest.</summary>
internal static class Guard
{
    /// <summary>The results of one input; what goes wrong on the way is its last result.</summary>
    public static IEnumerable<ReadResult> Results(string path, Func<IEnumerable<ReadResult>> read)
    {
        IEnumerator<ReadResult>? results = null;
        try
        {
            while (true)
            {
                ReadResult result;
                var isLast = false;
                try
                {
                    results ??= read().GetEnumerator();
                    if (!results.MoveNext())
                        yield break;
                    result = results.Current;
                }
                catch (ReadException e)
                {
                    result = ReadResult.Of(new ReadProblem(path, e.Code, e.Message));
                    isLast = true;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    result = ReadResult.Of(new ReadProblem(path, ReadCode.Unreadable, $"It cannot be read: {e.Message}"));
                    isLast = true;
                }
                catch (DomException e)
                {
                    result = ReadResult.Of(new ReadProblem(path, ReadCode.NoText, $"The page cannot be parsed: {e.Message}"));
                    isLast = true;
                }
                yield return result;
                if (isLast)
                    yield break;
            }
        }
        finally
        {
            results?.Dispose();
        }
    }
}
