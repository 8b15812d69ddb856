package org.jpsi.core.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.eval.Epoch;
import org.jpsi.core.io.Safetensors;
import org.jpsi.core.model.FormatVersion;
import org.jpsi.core.optim.Penalty;
import org.jpsi.core.tensor.Engine;

/// Checkpoint of a training after an epoch: a training resumed from it has the bits of one that was
/// never interrupted. Random numbers are a function of seed and step, so it holds no generator's
/// state. That of an ensemble has the arrays of its members one after the other.
///
/// @param epochs completed so far
/// @param bestEpoch number of the epoch of lowest validation loss
/// @param parameters all weights, flat
/// @param best the weights of the best epoch, flat
/// @param optimizer state of the optimizer: its arrays by name
/// @param step optimizer steps done, by all members of an ensemble together
/// @param average the averaged weights, flat; empty where weights are not averaged
/// @param rateFactor factor on the learning rate, beside the schedule's, that was set during the
///   training
/// @param penalty on the weights
public record Checkpoint(
    List<Epoch> epochs,
    int bestEpoch,
    float[] parameters,
    float[] best,
    Map<String, float[]> optimizer,
    long step,
    float[] average,
    double rateFactor,
    Penalty penalty) {
  private static final String OPTIMIZER = "optimizer.";
  private static final float[] NONE = {};

  /// The format that is written. Format 1, that of version 0.1, recorded neither its format nor its
  /// arithmetic; format 3 has what was changed during the training.
  private static final FormatVersion FORMAT = new FormatVersion(3, 3);

  public Checkpoint {
    if (best.length != parameters.length
        || bestEpoch < 0
        || bestEpoch > epochs.size()
        || step < 0
        || !(rateFactor > 0 && rateFactor < Double.POSITIVE_INFINITY)
        || (average.length > 0 && average.length != parameters.length)
        || optimizer.values().stream().anyMatch(values -> values.length != parameters.length)) {
      throw new IllegalArgumentException("Checkpoint: its parts do not fit together");
    }
  }

  /// Refuses a checkpoint of another network or optimizer.
  void demandFits(int expected, Set<String> arrays, int averages) {
    if (parameters.length != expected
        || average.length != averages
        || !optimizer.keySet().equals(arrays)) {
      throw InputException.at("checkpoint")
          .expected(describe(expected, arrays, averages))
          .found(describe(parameters.length, optimizer.keySet(), average.length))
          .remedy("train anew")
          .exception();
    }
  }

  /// The same with arrays of its own, but for the parameters.
  Checkpoint copy() {
    Map<String, float[]> arrays = new TreeMap<>();
    optimizer.forEach((name, array) -> arrays.put(name, array.clone()));
    return new Checkpoint(
        epochs,
        bestEpoch,
        parameters,
        best.clone(),
        arrays,
        step,
        average.clone(),
        rateFactor,
        penalty);
  }

  /// One checkpoint of the members of an ensemble, whose arrays stand one after the other.
  ///
  /// @param members with the same epochs
  static Checkpoint join(List<Checkpoint> members) {
    Checkpoint first = members.getFirst();
    Map<String, float[]> arrays = new TreeMap<>();
    for (String name : first.optimizer.keySet()) {
      arrays.put(name, joined(members, member -> member.optimizer.getOrDefault(name, NONE)));
    }
    return new Checkpoint(
        first.epochs,
        first.bestEpoch,
        joined(members, Checkpoint::parameters),
        joined(members, Checkpoint::best),
        arrays,
        members.stream().mapToLong(Checkpoint::step).sum(),
        joined(members, Checkpoint::average),
        first.rateFactor,
        first.penalty);
  }

  private static float[] joined(List<Checkpoint> members, Function<Checkpoint, float[]> array) {
    int size = array.apply(members.getFirst()).length;
    float[] all = new float[Math.multiplyExact(size, members.size())];
    for (int m = 0; m < members.size(); m++) {
      System.arraycopy(array.apply(members.get(m)), 0, all, m * size, size);
    }
    return all;
  }

  /// The checkpoints of the members whose checkpoint this is.
  ///
  /// @param steps that each of them has done
  /// @throws InputException where it is not one of so many members and steps
  List<Checkpoint> ofMembers(long[] steps) {
    int members = steps.length;
    if (parameters.length % members != 0 || LongStream.of(steps).sum() != step) {
      throw InputException.at("checkpoint")
          .expected(members + " members, " + LongStream.of(steps).sum() + " steps in all")
          .found(parameters.length + " parameters after " + step + " steps")
          .remedy("train anew")
          .exception();
    }
    List<Checkpoint> each = new ArrayList<>();
    for (int m = 0; m < members; m++) {
      int member = m;
      Map<String, float[]> arrays = new TreeMap<>();
      optimizer.forEach((name, values) -> arrays.put(name, part(values, member, members)));
      each.add(
          new Checkpoint(
              epochs,
              bestEpoch,
              part(parameters, m, members),
              part(best, m, members),
              arrays,
              steps[m],
              part(average, m, members),
              rateFactor,
              penalty));
    }
    return each;
  }

  private static float[] part(float[] all, int part, int parts) {
    int size = all.length / parts;
    return Arrays.copyOfRange(all, part * size, (part + 1) * size);
  }

  private static String describe(int parameters, Set<String> arrays, int averages) {
    return parameters
        + " parameters with "
        + new TreeSet<>(arrays)
        + (averages == 0 ? "" : " and averages");
  }

  /// Writes the checkpoint whole or not at all, over an earlier one.
  ///
  /// @param training identity of the training (analysis and data); {@link #read} refuses a file of
  ///   another one
  public void write(Path file, String training) {
    Map<String, Safetensors.Array> arrays = new LinkedHashMap<>();
    arrays.put("parameters", flat(parameters));
    arrays.put("best", flat(best));
    arrays.put("average", flat(average));
    optimizer.forEach((name, values) -> arrays.put(OPTIMIZER + name, flat(values)));
    StringBuilder lines = new StringBuilder();
    for (Epoch e : epochs) {
      lines.append(e.number()).append(' ').append(e.trainLoss()).append(' ');
      lines.append(e.validationLoss()).append(' ').append(e.metric()).append(' ');
      lines.append(e.best()).append(' ').append(e.learningRate()).append(' ');
      lines.append(e.penalty()).append('\n');
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", Integer.toString(FORMAT.format()));
    metadata.put("minimumReader", Integer.toString(FORMAT.minimumReader()));
    metadata.put("arithmetic", Integer.toString(Engine.ARITHMETIC));
    metadata.put("of", training);
    metadata.put("epochs", lines.toString());
    metadata.put("bestEpoch", Integer.toString(bestEpoch));
    metadata.put("step", Long.toString(step));
    metadata.put("rateFactor", Double.toString(rateFactor));
    metadata.put("penalty", penalty.l1() + " " + penalty.l2());
    new Safetensors(arrays, metadata).write(file);
  }

  /// Reads a checkpoint.
  ///
  /// @throws InputException where the file is damaged or has weights that are not finite, needs a
  ///   newer reader, was computed by another arithmetic ({@link Engine#ARITHMETIC}), or is of
  ///   another training
  public static Checkpoint read(Path file, String training) {
    return read(file, training::equals);
  }

  /// Reads a checkpoint of a training whose identity may be written in several ways.
  ///
  /// @param sameTraining whether an identity given to {@link #write} is that of this training
  public static Checkpoint read(Path file, Predicate<String> sameTraining) {
    Safetensors stored = stored(file);
    demandReadable(file, stored);
    String training = stored.metadata().get("of");
    if (training == null || !sameTraining.test(training)) {
      throw InputException.at(file.toString())
          .expected("a checkpoint of this analysis on these events")
          .found("one of another analysis or other events")
          .remedy("resume with the analysis file and the data it began with, or train anew")
          .exception();
    }
    Checkpoint checkpoint = parsed(file, stored);
    checkpoint.demandFinite(file);
    return checkpoint;
  }

  private static Checkpoint parsed(Path file, Safetensors stored) {
    try {
      List<Epoch> epochs = new ArrayList<>();
      for (String line : stored.metadata().getOrDefault("epochs", "").lines().toList()) {
        String[] f = line.split(" ", 8);
        epochs.add(
            new Epoch(
                Integer.parseInt(f[0]),
                Double.parseDouble(f[1]),
                Double.parseDouble(f[2]),
                Double.parseDouble(f[3]),
                Boolean.parseBoolean(f[4]),
                Double.parseDouble(f[5]),
                Double.parseDouble(f[6])));
      }
      Map<String, float[]> optimizer = new LinkedHashMap<>();
      stored
          .arrays()
          .forEach((name, array) -> {
            if (name.startsWith(OPTIMIZER)) {
              optimizer.put(name.substring(OPTIMIZER.length()), array.values());
            }
          });
      return new Checkpoint(
          epochs,
          Integer.parseInt(stored.metadata().getOrDefault("bestEpoch", "")),
          stored.array("parameters", file.toString()).values(),
          stored.array("best", file.toString()).values(),
          optimizer,
          Long.parseLong(stored.metadata().getOrDefault("step", "")),
          stored.array("average", file.toString()).values(),
          Double.parseDouble(stored.metadata().getOrDefault("rateFactor", "")),
          penalty(stored));
    } catch (IndexOutOfBoundsException | IllegalArgumentException | InputException wrong) {
      throw damaged(file, wrong);
    }
  }

  /// Refuses weights from which no training can go on. An optimizer's sums may be infinite.
  private void demandFinite(Path file) {
    boolean finite = true;
    for (float[] weights : List.of(parameters, best, average)) {
      for (float weight : weights) {
        finite &= Float.isFinite(weight);
      }
    }
    for (float[] values : optimizer.values()) {
      for (float value : values) {
        finite &= !Float.isNaN(value);
      }
    }
    if (!finite) {
      throw InputException.at(file.toString())
          .kind(Problem.Kind.DAMAGED_FILE)
          .expected("a checkpoint of finite weights")
          .found("one with NaN or infinite ones")
          .remedy("restore the file from a copy, or train anew with a smaller learning rate")
          .exception();
    }
  }

  private static Penalty penalty(Safetensors stored) {
    String[] parts = stored.metadata().getOrDefault("penalty", "").split(" ");
    return new Penalty(Double.parseDouble(parts[0]), Double.parseDouble(parts[1]));
  }

  private static void demandReadable(Path file, Safetensors stored) {
    int arithmetic;
    try {
      int format = number(stored, "format");
      FormatVersion version = new FormatVersion(format, number(stored, "minimumReader"));
      version.demandReadable(file.toString(), "a checkpoint", FORMAT.format());
      arithmetic = number(stored, "arithmetic");
    } catch (IllegalArgumentException wrong) {
      throw damaged(file, wrong);
    }
    if (arithmetic != Engine.ARITHMETIC) {
      throw InputException.at(file.toString())
          .expected(
              "a checkpoint of arithmetic " + Engine.ARITHMETIC + ", by which this version trains")
          .found("one of arithmetic " + arithmetic)
          .remedy("finish the run with the version that began it, or train anew")
          .exception();
    }
    if (!stored.verified()) {
      throw damaged(file, new IllegalArgumentException("it has no checksum"));
    }
  }

  private static int number(Safetensors stored, String name) {
    return Integer.parseInt(stored.metadata().getOrDefault(name, "1"));
  }

  private static Safetensors stored(Path file) {
    try {
      return Safetensors.read(file);
    } catch (InputException wrong) {
      // a missing or unreadable file keeps its own message
      throw wrong.problem().kind() == Problem.Kind.DAMAGED_FILE ? damaged(file, wrong) : wrong;
    }
  }

  private static InputException damaged(Path file, RuntimeException cause) {
    return InputException.at(file.toString())
        .kind(Problem.Kind.DAMAGED_FILE)
        .says("the checkpoint is damaged")
        .remedy("train anew")
        .cause(cause)
        .exception();
  }

  private static Safetensors.Array flat(float[] values) {
    return new Safetensors.Array(new int[] {values.length}, values);
  }
}
