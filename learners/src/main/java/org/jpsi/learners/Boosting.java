package org.jpsi.learners;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jpsi.core.data.Dataset;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.model.DecisionTreeNode;
import org.jpsi.core.task.Task;
import org.jpsi.core.train.Learner;
import org.jspecify.annotations.Nullable;

/// Running XGBoost training, in native memory: one booster, or for a regression one for each
/// target. Everything runs on one thread: with several, the order of sums of gradients varies.
final class Boosting implements AutoCloseable {
  private static final long LIBRARY_BYTES = 24L << 20;

  private final List<BoosterOfTarget> members = new ArrayList<>();
  private final Task task;
  private final int train;
  private final int validation;

  // Booster of one target with its matrices.
  private record BoosterOfTarget(Booster booster, DMatrix train, DMatrix validation) {}

  private Boosting(Task task, int train, int validation) {
    this.task = task;
    this.train = train;
    this.validation = validation;
  }

  /// @param settings by XGBoost's names, in addition to those of the task
  static Boosting begin(Learner.FitRequest request, Map<String, Object> settings) {
    Boosting boosting =
        new Boosting(request.task(), request.train().events(), request.validation().events());
    int members = request.task() instanceof Task.Regression r ? r.width() : 1;
    try {
      for (int m = 0; m < members; m++) {
        DMatrix train = matrix(request.train(), m);
        // XGBoost takes no matrix without rows.
        DMatrix validation =
            request.validation().events() == 0 ? train : matrix(request.validation(), m);
        Map<String, Object> parameters = parameters(request, settings);
        Booster booster = XGBoost.train(train, parameters, 0, Map.of(), null, null);
        boosting.members.add(new BoosterOfTarget(booster, train, validation));
      }
      return boosting;
    } catch (XGBoostError e) {
      boosting.close();
      throw failed(e);
    } catch (LinkageError absent) {
      throw nativeLibraryMissing(absent);
    }
  }

  private static DMatrix matrix(Dataset data, int target) throws XGBoostError {
    DMatrix matrix = new DMatrix(data.inputs(), data.events(), data.features(), Float.NaN);
    float[] targets = data.targets();
    float[] label = new float[data.events()];
    for (int i = 0; i < label.length; i++) {
      label[i] = targets[i * data.outputs() + target];
    }
    matrix.setLabel(label);
    matrix.setWeight(data.weights());
    return matrix;
  }

  private static Map<String, Object> parameters(
      Learner.FitRequest request, Map<String, Object> settings) {
    Map<String, Object> all = new LinkedHashMap<>(settings);
    switch (request.task()) {
      case Task.Binary _ -> all.put("objective", "binary:logistic");
      case Task.Multiclass classes -> {
        all.put("objective", "multi:softprob");
        all.put("num_class", classes.classes().size());
      }
      case Task.Regression _ -> all.put("objective", "reg:squarederror");
    }
    all.put("base_score", baseScore(request.task()));
    all.put("tree_method", "hist");
    all.put("nthread", 1);
    all.put("seed", request.seed() & 0x7FFFFFFF);
    all.put("verbosity", 0);
    return all;
  }

  /// Boosting round number `round`, from 0.
  void round(int round) {
    try {
      for (BoosterOfTarget member : members) {
        member.booster.update(member.train, round);
      }
    } catch (XGBoostError e) {
      throw failed(e);
    }
  }

  /// Raw outputs (margins) of the training events, `[events, outputs]`.
  float[] trainOutputs() {
    return outputs(train, true);
  }

  /// Raw outputs of the validation events.
  float[] validationOutputs() {
    return outputs(validation, false);
  }

  private float[] outputs(int events, boolean ofTrain) {
    int width = task.width();
    float[] all = new float[events * width];
    if (events == 0) {
      return all;
    }
    try {
      for (int m = 0; m < members.size(); m++) {
        BoosterOfTarget member = members.get(m);
        float[][] rows = member.booster.predict(ofTrain ? member.train : member.validation, true);
        for (int i = 0; i < events; i++) {
          System.arraycopy(rows[i], 0, all, i * width + m, rows[i].length);
        }
      }
    } catch (XGBoostError e) {
      throw failed(e);
    }
    return all;
  }

  /// The first trees of each output, in turn: tree t adds to output t mod `outputs`.
  ///
  /// @param each their number per output
  List<DecisionTreeNode> trees(int each) {
    int width = task.width();
    List<DecisionTreeNode> trees = new ArrayList<>();
    List<List<DecisionTreeNode>> of = new ArrayList<>();
    try {
      for (BoosterOfTarget member : members) {
        XgboostModel model = XgboostModel.read(member.booster.toByteArray("json"));
        requireBaseScore(model.baseScore());
        of.add(model.trees());
      }
    } catch (XGBoostError e) {
      throw failed(e);
    }
    for (int t = 0; t < each * width; t++) {
      trees.add(of.size() == 1 ? of.getFirst().get(t) : of.get(t % width).get(t / width));
    }
    return trees;
  }

  // Trees are all of a model: what is before them has to be the zero margin that was asked for.
  private void requireBaseScore(List<Double> found) {
    if (found.stream().anyMatch(b -> b != baseScore(task))) {
      throw new IllegalStateException(
          "XGBoost begins at the base scores " + found + ", not at " + baseScore(task));
    }
  }

  // As a probability, that whose logit is 0.
  private static double baseScore(Task task) {
    return task instanceof Task.Binary ? 0.5 : 0;
  }

  @Override
  public void close() {
    for (BoosterOfTarget member : members) {
      member.booster.dispose();
      member.train.dispose();
      if (member.validation != member.train) {
        member.validation.dispose();
      }
    }
  }

  private static InputException failed(XGBoostError e) {
    return InputException.at("XGBoost")
        .says("it refuses: " + ProblemText.messageOf(e))
        .cause(e)
        .exception();
  }

  /// The error where XGBoost's native library does not load: it is unpacked into the temporary
  /// folder, or its own libraries are missing.
  static InputException nativeLibraryMissing(Throwable absent) {
    return nativeLibraryMissing(absent, Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }

  static InputException nativeLibraryMissing(Throwable absent, Path temporary) {
    Throwable why = absent;
    while (why.getCause() != null) {
      why = why.getCause();
    }
    String fault = fault(temporary, mounts());
    if (fault != null) {
      return InputException.at("XGBoost")
          .expected("a temporary folder that its native library can be unpacked into and run from")
          .found(temporary + ", " + fault)
          .remedy("name another one, as in TMPDIR=$HOME/tmp ./jpsi train ...")
          .cause(absent)
          .exception();
    }
    return InputException.at("XGBoost")
        .expected(
            "its native library, which is there for Linux and macOS on x86-64 and arm64, and"
                + " for Windows on x86-64")
        .found(
            "none that loads on "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")
                + " ("
                + ProblemText.messageOf(why)
                + ")")
        .remedy(
            "install OpenMP's library (Debian: libgomp1, macOS: brew install libomp), or train"
                + " `model: decision-tree`, which needs no native code; nor does a model that was"
                + " trained elsewhere")
        .cause(absent)
        .exception();
  }

  private static @Nullable String fault(Path temporary, List<String> mounts) {
    if (!Files.isDirectory(temporary)) {
      return "which is not there";
    }
    if (!Files.isWritable(temporary)) {
      return "which cannot be written";
    }
    if (temporary.toFile().getUsableSpace() < LIBRARY_BYTES) {
      return "which is full";
    }
    return noexec(temporary, mounts) ? "where no program may run (mounted noexec)" : null;
  }

  /// Whether a folder lies on a file system from which no program may run.
  ///
  /// @param mounts lines as Linux writes them: device, mount point, type, options with commas
  static boolean noexec(Path folder, List<String> mounts) {
    Path at = folder.toAbsolutePath().normalize();
    int longest = -1;
    boolean noexec = false;
    for (String mount : mounts) {
      String[] words = mount.split(" ", -1);
      if (words.length > 3) {
        Path point = Path.of(words[1].replace("\\040", " "));
        if (at.startsWith(point) && point.getNameCount() >= longest) {
          longest = point.getNameCount();
          noexec = List.of(words[3].split(",", -1)).contains("noexec");
        }
      }
    }
    return noexec;
  }

  // None but on Linux.
  private static List<String> mounts() {
    try {
      return Files.readAllLines(Path.of("/proc/self/mounts"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }
}
