namespace Entente.Record;

/// <summary>What adding articles did.</summary>
/// <param name="Added">Articles that are new.</param>
/// <param name="Recoded">Articles that were there, with claims that another version of the coder now makes differently.</param>
/// <param name="Unchanged">Articles that were there already.</param>
/// <param name="Claims">Claims written.</param>
public readonly record struct AddResult(int Added, int Recoded, int Unchanged, int Claims)
{
    /// <summary>The sum of two results.</summary>
    public static AddResult operator +(AddResult a, AddResult b) =>
        new(a.Added + b.Added, a.Recoded + b.Recoded, a.Unchanged + b.Unchanged, a.Claims + b.Claims);

    /// <summary>The sum of two results.</summary>
    public static AddResult Add(AddResult left, AddResult right) => left + right;
}
