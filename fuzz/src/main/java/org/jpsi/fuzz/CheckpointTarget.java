package org.jpsi.fuzz;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jpsi.core.tensor.Engine;
import org.jpsi.core.train.Checkpoint;

/// Checkpoints: epochs, steps and rates that are none.
final class CheckpointTarget implements FuzzTarget {
  @Override
  public String name() {
    return "checkpoint";
  }

  @Override
  public byte[] input(Chance chance) {
    StringBuilder epochs = new StringBuilder();
    for (int i = chance.size(); i > 0; i--) {
      for (int k = 0; k < (chance.oneIn(12) ? chance.below(9) : 7); k++) {
        epochs.append(
            chance.oneIn(8)
                ? chance.of("", "x", "NaN", "Infinity", "1e999", "0x1p3", "" + chance.limit())
                : k == 4 ? "true" : "" + i);
        epochs.append(' ');
      }
      epochs.append('\n');
    }
    String[][] metadata = {
      {"format", "3"},
      {"minimumReader", "3"},
      {"arithmetic", "" + Engine.ARITHMETIC},
      {"of", "t"},
      {"epochs", epochs.toString()},
      {"bestEpoch", "0"},
      {"step", "0"},
      {"rateFactor", "1.0"},
      {"penalty", "0.0 0.0"}
    };
    int wrong = chance.below(3 * metadata.length);
    StringBuilder json = new StringBuilder("{\"__metadata__\":{" + SafetensorsTarget.checksum());
    for (int i = 0; i < metadata.length; i++) {
      String value =
          i == wrong
              ? chance.of("" + chance.limit(), "NaN", "", " ", "-1", "1 2 3", chance.name())
              : metadata[i][1];
      json.append(",").append(SafetensorsTarget.quoted(metadata[i][0]));
      json.append(":").append(SafetensorsTarget.quoted(value));
    }
    json.append("}");
    int n = chance.size();
    String[] names = {"parameters", "best", "average", "optimizer.m"};
    int at = 0;
    for (String name : names) {
      int size =
          chance.oneIn(12) ? chance.size() : name.equals("average") && chance.oneIn(2) ? 0 : n;
      json.append(
          ",\"" + name + "\":{\"dtype\":\"F32\",\"shape\":[" + size + "],\"data_offsets\":[");
      json.append(at).append(",").append(at += 4 * size).append("]}");
    }
    return SafetensorsTarget.file(json.append("}").toString(), at);
  }

  @Override
  public Map<String, Supplier<byte[]>> extremes() {
    Map<String, Supplier<byte[]>> extremes = new LinkedHashMap<>();
    extremes.put("a million epochs", () -> epochs("1 1 1 1 true 1 1\\n".repeat(500_000)));
    extremes.put("a line of a million numbers", () -> epochs("1 ".repeat(1_000_000)));
    extremes.put("a million empty lines", () -> epochs("\\n".repeat(1_000_000)));
    extremes.put("a number of a million digits", () -> epochs("1".repeat(1_000_000)));
    return extremes;
  }

  private static byte[] epochs(String text) {
    return SafetensorsTarget.file(
        "{\"__metadata__\":{"
            + SafetensorsTarget.checksum()
            + ",\"format\":\"3\",\"minimumReader\":\"3\",\"arithmetic\":\""
            + Engine.ARITHMETIC
            + "\",\"of\":\"t\","
            + "\"epochs\":\""
            + text
            + "\"}}",
        0);
  }

  @Override
  public byte[] sealed(byte[] input) {
    return SafetensorsTarget.withChecksum(input);
  }

  @Override
  public void read(Path file) {
    Checkpoint.read(file, "t");
  }
}
