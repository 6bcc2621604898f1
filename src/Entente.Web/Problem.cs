using System.Text.Json.Nodes;

namespace Entente.Web;

/// <summary>Why there is no answer, in the one form that all errors have (RFC 9457), with a code that programs can act on.</summary>
internal sealed class Problem(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    public string Title => Status switch
    {
        400 => "The question is not well put",
        401 => "Not signed in",
        403 => "Not allowed",
        404 => "There is no such page",
        405 => "Not that way",
        413 => "Too large",
        421 => "Not a name of this room",
        429 => "Too many questions at once",
        503 => "Not just now",
        _ => "Something failed here",
    };

    public static Problem BadQuestion(string detail) => new(400, "bad_question", detail);

    public static Problem NotFound(string code, string detail) => new(404, code, detail);

    public JsonObject ToJson() => new() { ["type"] = "about:blank", ["title"] = Title, ["status"] = Status, ["code"] = Code, ["detail"] = Message };
}
