namespace Entente.Coding;

/// <summary>A sentence that names two or more actors and gave no claim: where the lexicon may lack a word.</summary>
/// <param name="Article">Id of the article.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Actors">Ids of its actors, in order, each once.</param>
/// <param name="Words">Lemmas of its verbs that neither tell an act nor govern one in the lexicon.</param>
public sealed record UncodedSentence(string Article, string Text, IReadOnlyList<string> Actors, IReadOnlyList<string> Words);
