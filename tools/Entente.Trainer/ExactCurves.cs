using System.Numerics;
using Entente.Language;

namespace Entente.Trainer;

/// <summary>Curves by the platform's exponential, which is right to the last digit or the one before: gradients are not to carry the errors of a shortcut.</summary>
internal readonly struct ExactCurves : ICurves
{
    /// <inheritdoc/>
    public static Vector<float> Sigmoid(Vector<float> v) => Vector<float>.One / (Vector<float>.One + Vector.Exp(-v));

    /// <inheritdoc/>
    public static Vector<float> Tanh(Vector<float> v) => Sigmoid(v + v) * 2f - Vector<float>.One;
}
