using System.Reflection;
using PublicApiGenerator;

namespace Entente.TestKit;

/// <summary>The public surface of a library as C#, to be compared with the committed one.</summary>
public static class PublicApi
{
    /// <summary>All public types and members, without assembly attributes.</summary>
    public static string Of(Assembly library) => library.GeneratePublicApi(new ApiGeneratorOptions
    {
        IncludeAssemblyAttributes = false,
        DenyNamespacePrefixes = [],
        // Names a type that the compiler numbers: an unrelated edit would change it.
        ExcludeAttributes = ["System.Runtime.CompilerServices.AsyncIteratorStateMachineAttribute"],
    });
}
