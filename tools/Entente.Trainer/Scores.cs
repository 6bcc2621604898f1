using Entente.Articles;

namespace Entente.Trainer;

/// <summary>Shares of words, in percent, over gold words.</summary>
internal sealed record Scores(double Upos, double Xpos, double Lemma, double Uas, double Las, double LasWithSubtypes)
{
    /// <summary>Compares sentences of the same words.</summary>
    public static Scores Of(IReadOnlyList<Sentence> gold, IReadOnlyList<Sentence> system)
    {
        int n = 0, upos = 0, xpos = 0, lemma = 0, uas = 0, las = 0, subtypes = 0;
        for (var s = 0; s < gold.Count; s++)
            foreach (var (g, p) in gold[s].Tokens.Zip(system[s].Tokens))
            {
                n++;
                upos += g.Upos == p.Upos ? 1 : 0;
                xpos += g.Xpos == p.Xpos ? 1 : 0;
                lemma += g.Lemma == p.Lemma ? 1 : 0;
                if (g.Head != p.Head)
                    continue;
                uas++;
                las += Universal(g.Deprel) == Universal(p.Deprel) ? 1 : 0;
                subtypes += g.Deprel == p.Deprel ? 1 : 0;
            }
        return new Scores(Percent(upos), Percent(xpos), Percent(lemma), Percent(uas), Percent(las), Percent(subtypes));

        double Percent(int count) => 100.0 * count / Math.Max(1, n);
    }

    /// <summary>A relation without its subtype.</summary>
    public static string Universal(string relation) => relation.Split(':')[0];

    /// <inheritdoc/>
    public override string ToString() =>
        $"UPOS {Upos:F2}  XPOS {Xpos:F2}  lemma {Lemma:F2}  UAS {Uas:F2}  LAS {Las:F2}  LAS with subtypes {LasWithSubtypes:F2}";
}
