using Entente.Cli.Output;
using Entente.Reading;

namespace Entente.Cli;

/// <summary>Tells each input that failed, with its code and reason, and counts them.</summary>
internal sealed class Problems(TextWriter error)
{
    /// <summary>Inputs that gave nothing.</summary>
    public int Failed { get; private set; }

    /// <summary>Inputs that were read with a remark.</summary>
    public int Warned { get; private set; }

    public void Report(ReadProblem problem)
    {
        if (problem.IsWarning)
            Warned++;
        else
            Failed++;
        var place = problem.Line is { } line ? $"{problem.Path}:{line}" : problem.Path;
        error.WriteLine($"{PlainText.Line(place)}: {problem.Code}: {PlainText.Line(problem.Reason)}");
    }

    /// <summary>The last line of a run that had failures, and its exit code.</summary>
    public int Finish(int done)
    {
        if (Failed == 0)
            return ExitCode.Done;
        error.WriteLine($"{Failed} of {Failed + done} inputs failed.");
        return ExitCode.Failed;
    }
}
