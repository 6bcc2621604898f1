using System.CommandLine;
using Entente.Articles;
using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary><c>entente code</c>: claims.</summary>
internal sealed class CodeCommand : InputCommand
{
    private readonly Option<string[]> _actors = ActorsFile.Option();

    public CodeCommand(Session session) : base(
        session,
        "code",
        "Take claims out of articles: who did what to whom, when, on whose word",
        "entente code samples",
        "entente code letter.txt --published 2021-09-23",
        "entente code news.jsonl.gz --format jsonl > claims.jsonl")
    {
        Options.Add(_actors);
        SetAction(parsed =>
        {
            var pipeline = Pipeline.English(ActorsFile.Knowledge(parsed.GetValue(_actors) ?? []));
            using var results = ResultWriter.For(Format(parsed), ClaimLayout.Claims, Terminal);
            return Run(parsed, (article, token) => pipeline.Annotate(article, Layers.Claims, token).Claims, (_, claims) =>
            {
                foreach (var claim in claims)
                    results.Write(claim);
            });
        });
    }
}
