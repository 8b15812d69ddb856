package org.jpsi.lessons;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.AtomicFile;

/// Course: the lessons in order, in the folder `lessons` of the repository.
///
/// @param folder that holds `programs` and `notebooks`
public record Course(Path folder) {
  /// Names of all lessons, in the order of the lecture; the position is a lesson's number.
  public static final List<String> NAMES =
      List.of(
          "event",
          "perceptron",
          "linear-regression",
          "quickstart",
          "tensors",
          "datasets",
          "transforms",
          "build-model",
          "autograd",
          "optimization",
          "save-load",
          "forward-pass",
          "activations",
          "backpropagation",
          "loss-landscape",
          "optimizers",
          "overfitting",
          "training-data",
          "dnn-physics",
          "regression-physics",
          "neighbours-and-trees",
          "clustering",
          "anomaly",
          "reinforcement");

  // The class of a program has the name of its file: these would hide a library class that they
  // use.
  private static final List<String> HIDING = List.of("perceptron", "linear-regression");

  /// The course of a checkout.
  public static Course in(Path repository) {
    return new Course(repository.resolve("lessons"));
  }

  /// The imports of notebooks, of the shell, and of programs that have none.
  public List<String> imports() {
    return read(folder.resolve("imports.jsh")).lines().toList();
  }

  /// Names of the lessons whose program exists.
  public List<String> names() {
    return NAMES.stream().filter(name -> Files.isRegularFile(program(name))).toList();
  }

  /// The number of a lesson, from 1.
  public static int number(String name) {
    return NAMES.indexOf(name) + 1;
  }

  /// `lessons/programs/BuildModel.java`; `PerceptronLesson.java` where the library has a class of
  /// the lesson's name.
  public Path program(String name) {
    StringBuilder type = new StringBuilder();
    for (String word : name.split("-", -1)) {
      type.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
    }
    String ending = HIDING.contains(name) ? "Lesson.java" : ".java";
    return folder.resolve("programs").resolve(type + ending);
  }

  /// `lessons/notebooks/03-linear-regression.ipynb`
  public Path notebook(String name) {
    String number = (number(name) < 10 ? "0" : "") + number(name);
    return folder.resolve("notebooks").resolve(number + "-" + name + ".ipynb");
  }

  /// The program of a lesson as cells.
  public Script script(String name) {
    return Script.parse(program(name).toString(), read(program(name)));
  }

  /// The lesson of this name.
  ///
  /// @throws InputException where there is none, with the nearest names
  public String find(String name) {
    if (names().contains(name)) {
      return name;
    }
    throw InputException.at("lesson " + name)
        .expected("one of the lessons")
        .found("none of that name")
        .nearest(name, names())
        .remedy("`jpsi lesson` lists them")
        .exception();
  }

  /// Writes the notebook of a lesson from its program. Outputs of unchanged cells are kept.
  public void makeNotebook(String name) {
    Path file = notebook(name);
    String made = Notebook.of(script(name), Files.exists(file) ? read(file) : "");
    AtomicFile.makeFolder(file);
    AtomicFile.write(file, made);
  }

  static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw InputException.at(file.toString())
          .expected("a file of text")
          .found(Files.exists(file) ? "an unreadable file: " + e.getMessage() : "no such file")
          .cause(e)
          .exception();
    }
  }
}
