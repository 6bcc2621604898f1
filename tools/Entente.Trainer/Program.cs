using System.CommandLine;
using Entente.Trainer;

var ewt = new Option<DirectoryInfo>("--ewt") { Description = "Folder with en_ewt-ud-train.conllu (and en_ewt-ud-dev.conllu, which is measured after each epoch).", Required = true };
var vectors = new Option<DirectoryInfo>("--vectors") { Description = "Folder with glove100_top100k.f16 and glove100_top100k.words.txt.", Required = true };
var output = new Option<DirectoryInfo>("--out") { Description = "Folder for the model.", Required = true };
var epochs = new Option<int>("--epochs") { Description = "Rounds over the training data.", DefaultValueFactory = _ => new TrainingOptions().Epochs };
var seed = new Option<int>("--seed") { Description = "Where chance begins.", DefaultValueFactory = _ => new TrainingOptions().Seed };
var lemmasOnly = new Option<bool>("--lemmas-only") { Description = "Make the lemma table anew and leave the network as it is." };
var train = new Command("train", "Trains the English language model.") { ewt, vectors, output, epochs, seed, lemmasOnly };
train.SetAction(result => Training.Run(
    result.GetRequiredValue(ewt), result.GetRequiredValue(vectors), result.GetRequiredValue(output),
    new TrainingOptions { Epochs = result.GetRequiredValue(epochs), Seed = result.GetRequiredValue(seed) }, result.GetRequiredValue(lemmasOnly), Console.Out));

var dev = new Option<FileInfo>("--dev") { Description = "A CoNLL-U file.", Required = true };
var evaluate = new Command("evaluate", "Measures the built-in English model on gold words and on raw text.") { dev };
evaluate.SetAction(result => Evaluation.Run(result.GetRequiredValue(dev), Console.Out));

return new RootCommand("Trains and measures Entente's language model.") { train, evaluate }.Parse(args).Invoke();
