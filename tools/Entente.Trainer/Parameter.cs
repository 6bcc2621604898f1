using System.Numerics;
using System.Runtime.InteropServices;

namespace Entente.Trainer;

/// <summary>
/// A matrix that is learned, with its gradient, the moments of Adam and the running mean of its values over the last thousand steps or so (Polyak averaging),
/// which is what is kept in the end. Rows that had no gradient are not moved.
/// </summary>
internal sealed class Parameter
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.95f;
    private const float Keep = 0.999f; // of the mean, from one step to the next
    private readonly float[] _moment;
    private readonly float[] _variance;
    private readonly float[] _mean;
    private readonly int[] _meanStep; // by row: the step up to which the mean is right
    private readonly bool[] _touched;
    private readonly List<int> _rows = [];
    private int _step;

    public Parameter(int rows, int columns, bool sparse = false)
    {
        (Rows, Columns) = (rows, columns);
        Values = new float[rows * columns];
        Gradient = new float[rows * columns];
        _moment = new float[rows * columns];
        _variance = new float[rows * columns];
        _mean = new float[rows * columns];
        _meanStep = new int[sparse ? rows : 1];
        _touched = new bool[sparse ? rows : 0];
    }

    public int Rows { get; }

    public int Columns { get; }

    public float[] Values { get; }

    public float[] Gradient { get; }

    public Parameter Uniform(Random random, float range)
    {
        for (var i = 0; i < Values.Length; i++)
            _mean[i] = Values[i] = (2 * random.NextSingle() - 1) * range;
        return this;
    }

    public void AddGradient(int row, ReadOnlySpan<float> gradient)
    {
        if (!_touched[row])
        {
            _touched[row] = true;
            _rows.Add(row);
        }
        var target = Gradient.AsSpan(row * Columns, Columns);
        for (var i = 0; i < target.Length; i++)
            target[i] += gradient[i];
    }

    /// <summary>One step of Adam; the gradient is cleared.</summary>
    public void Step(float rate, int step)
    {
        _step = step;
        var correction = rate * MathF.Sqrt(1 - MathF.Pow(Beta2, step)) / (1 - MathF.Pow(Beta1, step));
        if (_touched.Length == 0)
        {
            Update(0, Values.Length, correction);
            Average(0);
        }
        else
        {
            foreach (var row in _rows)
            {
                // The steps in which the row stood still come first.
                _step = step - 1;
                Average(row);
                Update(row * Columns, Columns, correction);
                _step = step;
                Average(row);
                _touched[row] = false;
            }
            _rows.Clear();
        }
    }

    /// <summary>The running mean of the values.</summary>
    public float[] Mean()
    {
        for (var row = 0; row < _meanStep.Length; row++)
            Average(row);
        return _mean;
    }

    private void Average(int row)
    {
        var steps = _step - _meanStep[row];
        if (steps == 0)
            return;
        // A mean over few steps forgets faster, so that the first values do not stay in it.
        var keep = MathF.Pow(MathF.Min(Keep, (1f + _step) / (10f + _step)), steps);
        var (start, length) = _meanStep.Length == 1 ? (0, Values.Length) : (row * Columns, Columns);
        var values = MemoryMarshal.Cast<float, Vector<float>>(Values.AsSpan(start, length));
        var means = MemoryMarshal.Cast<float, Vector<float>>(_mean.AsSpan(start, length));
        for (var i = 0; i < values.Length; i++)
            means[i] += (values[i] - means[i]) * (1 - keep);
        _meanStep[row] = _step;
    }

    private void Update(int start, int length, float rate)
    {
        var values = MemoryMarshal.Cast<float, Vector<float>>(Values.AsSpan(start, length));
        var gradients = MemoryMarshal.Cast<float, Vector<float>>(Gradient.AsSpan(start, length));
        var moments = MemoryMarshal.Cast<float, Vector<float>>(_moment.AsSpan(start, length));
        var variances = MemoryMarshal.Cast<float, Vector<float>>(_variance.AsSpan(start, length));
        for (var i = 0; i < values.Length; i++)
        {
            var g = gradients[i];
            moments[i] = moments[i] * Beta1 + g * (1 - Beta1);
            variances[i] = variances[i] * Beta2 + g * g * (1 - Beta2);
            values[i] -= moments[i] * rate / (Vector.SquareRoot(variances[i]) + new Vector<float>(1e-8f));
            gradients[i] = Vector<float>.Zero;
        }
    }
}
