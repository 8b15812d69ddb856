package org.jpsi.core.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.io.Safetensors;

/// Reader of a predictor from a file of any origin: the counterpart of {@link PredictorWriter}.
final class PredictorReader {
  private static final int MAX_DEPTH = 8;

  private final PredictorCodecs codecs;
  private final JsonObject settings;
  private final String prefix;
  private final int depth;
  private final Stored stored;

  /// Arrays of the file.
  ///
  /// @param byName the arrays in order of their names
  /// @param where the file
  /// @param used names of the arrays that were read
  private record Stored(
      Safetensors arrays,
      NavigableMap<String, Safetensors.Array> byName,
      String where,
      Set<String> used) {}

  private PredictorReader(
      PredictorCodecs codecs, JsonObject settings, String prefix, int depth, Stored stored) {
    this.codecs = codecs;
    this.settings = settings;
    this.prefix = prefix;
    this.depth = depth;
    this.stored = stored;
  }

  /// @param settings the description
  /// @param where the file
  PredictorReader(PredictorCodecs codecs, JsonObject settings, Safetensors arrays, String where) {
    this(
        codecs,
        settings,
        "",
        0,
        new Stored(arrays, new TreeMap<>(arrays.arrays()), where, new TreeSet<>()));
  }

  /// The predictor described; arrays that it does not hold are refused.
  Predictor predictor() {
    Predictor read = codecs.read(this);
    demandAllUsed();
    return read;
  }

  /// Refuses a file with arrays that were not read.
  void demandAllUsed() {
    Set<String> others = new TreeSet<>(stored.arrays.arrays().keySet());
    others.removeAll(stored.used);
    if (!others.isEmpty()) {
      throw InputException.at("arrays")
          .expected("those that are described")
          .found(String.join(", ", others.stream().limit(3).toList()) + " beside them")
          .exception();
    }
  }

  /// The description.
  JsonObject settings() {
    return settings;
  }

  /// The same file, with another description of arrays under another prefix.
  PredictorReader inside(JsonObject description, String name) {
    return new PredictorReader(codecs, description, prefix + name + ".", depth + 1, stored);
  }

  /// How many numbers the arrays of this predictor have, its members' too.
  long count() {
    // from the prefix on, in order of the names: those of other members are not gone through
    long count = 0;
    for (var entry : stored.byName.tailMap(prefix, true).entrySet()) {
      if (!entry.getKey().startsWith(prefix)) {
        break;
      }
      count += entry.getValue().values().length;
    }
    return count;
  }

  /// An array of finite numbers, row-major.
  float[] array(String name, int... shape) {
    Safetensors.Array array = stored.arrays.array(prefix + name, stored.where);
    stored.used.add(prefix + name);
    if (!Arrays.equals(array.shape(), shape)) {
      throw InputException.at("array " + prefix + name)
          .expected("the shape " + Arrays.toString(shape))
          .found(Arrays.toString(array.shape()))
          .exception();
    }
    // Such a number would make every score NaN without an error.
    for (float value : array.values()) {
      if (!Float.isFinite(value)) {
        throw InputException.at("array " + prefix + name)
            .expected("finite numbers")
            .found(Float.toString(value))
            .exception();
      }
    }
    return array.values();
  }

  /// The predictors of a combination, one or more.
  List<Predictor> members() {
    if (depth == MAX_DEPTH) {
      throw InputException.at("predictor")
          .says("predictors nested deeper than " + MAX_DEPTH)
          .exception();
    }
    List<JsonObject> described = settings.objects(PredictorWriter.MEMBERS);
    if (described.isEmpty()) {
      throw InputException.at("predictor").expected("one member or more").found("none").exception();
    }
    if (described.size() > EnsemblePredictor.MAX_MEMBERS) {
      throw InputException.at("predictor")
          .expected("up to " + EnsemblePredictor.MAX_MEMBERS + " members")
          .found(Integer.toString(described.size()))
          .exception();
    }
    List<Predictor> members = new ArrayList<>();
    for (JsonObject member : described) {
      members.add(codecs.read(inside(member, PredictorWriter.MEMBERS + "." + members.size())));
    }
    return members;
  }
}
