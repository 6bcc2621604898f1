using Entente.Evaluation;

if (args is ["actors", var claims, ..])
    ActorEvaluation.Run(claims, args.Contains("--misses"), Console.Out);
return 0;
