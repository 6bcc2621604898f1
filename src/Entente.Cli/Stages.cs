using Entente.Articles;
using Entente.Language;

namespace Entente.Cli;

/// <summary>The pipeline of the command line.</summary>
internal static class Stages
{
    /// <summary>A pipeline whose last layer is <paramref name="layer"/>, so that a command loads no model that it does not use.</summary>
    public static Pipeline UpTo(Layers layer) => new(LanguageStage.English());
}
