using System.CommandLine;
using Entente.Trainer;

var defaults = new TrainingOptions();
var data = new Option<DirectoryInfo>("--data") { Description = "Folder of data sets: nlp/ud, nlp/ner and nlp/vectors are read. Development sets are measured on the way.", Required = true };
var output = new Option<DirectoryInfo>("--out") { Description = "Folder for the model.", Required = true };
var epochs = new Option<int>("--epochs") { Description = "Rounds over the training data for tags and trees.", DefaultValueFactory = _ => defaults.Epochs };
var seed = new Option<int>("--seed") { Description = "Where chance begins.", DefaultValueFactory = _ => defaults.Seed };
var parts = new Option<ModelParts>("--parts") { Description = "What is made anew: lemmas, breaks, network, names, or several with commas. The rest stays as it stands in the folder.", DefaultValueFactory = _ => ModelParts.All };
var train = new Command("train", "Trains the English language model.") { data, output, epochs, seed, parts };
train.SetAction(result => Training.Run(
    result.GetRequiredValue(data), result.GetRequiredValue(output),
    defaults with { Epochs = result.GetRequiredValue(epochs), Seed = result.GetRequiredValue(seed) }, new NameOptions(), result.GetRequiredValue(parts), Console.Out));

return new RootCommand("Trains Entente's language model.") { train }.Parse(args).Invoke();
