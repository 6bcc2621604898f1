using System.CommandLine;
using Entente.Trainer;

var defaults = new TrainingOptions();
var data = new Option<DirectoryInfo>("--data") { Description = "Folder of data sets: nlp/ud, nlp/ner and nlp/vectors are read. Development sets are measured on the way.", Required = true };
var output = new Option<DirectoryInfo>("--out") { Description = "Folder for the model.", Required = true };
var epochs = new Option<int>("--epochs") { Description = "Rounds over the training data.", DefaultValueFactory = _ => defaults.Epochs };
var seed = new Option<int>("--seed") { Description = "Where chance begins.", DefaultValueFactory = _ => defaults.Seed };
var lemmasOnly = new Option<bool>("--lemmas-only") { Description = "Make the lemma table anew and leave the network as it is." };
var train = new Command("train", "Trains the English language model.") { data, output, epochs, seed, lemmasOnly };
train.SetAction(result => Training.Run(
    result.GetRequiredValue(data), result.GetRequiredValue(output),
    defaults with { Epochs = result.GetRequiredValue(epochs), Seed = result.GetRequiredValue(seed) }, result.GetRequiredValue(lemmasOnly), Console.Out));

return new RootCommand("Trains Entente's language model.") { train }.Parse(args).Invoke();
