package org.jpsi.report;

/// What the network says of one part of the events, beside the truth. Arrays are read, never
/// changed, and not copied.
///
/// @param outputs `[outputs][events]`: the probability of signal (binary, one row), of each class,
///   or the predicted targets in their units
/// @param label class of each event; empty in a regression
/// @param target `[targets][events]` in their units; empty in a classification
/// @param weight physical weight of each event, of either sign
/// @param loss mean loss of the part, as the trainer gives it
public record Part(
    Name name, float[][] outputs, int[] label, float[][] target, double[] weight, double loss) {

  public enum Name {
    TRAIN,
    VALIDATION,
    TEST;

    /// In words: `train`.
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Part {
    for (float[] row : outputs) {
      same(name, "outputs", weight.length, row.length);
    }
    for (float[] row : target) {
      same(name, "target", weight.length, row.length);
    }
    if (target.length == 0) {
      same(name, "label", weight.length, label.length);
    }
  }

  public static Part classified(
      Name name, float[][] outputs, int[] label, double[] weight, double loss) {
    return new Part(name, outputs, label, new float[0][], weight, loss);
  }

  public static Part regressed(
      Name name, float[][] outputs, float[][] target, double[] weight, double loss) {
    return new Part(name, outputs, new int[0], target, weight, loss);
  }

  public int events() {
    return weight.length;
  }

  private static void same(Name name, String what, int expected, int found) {
    if (expected != found) {
      throw new IllegalArgumentException(
          name.word() + ": " + what + " of " + found + " events, weights of " + expected);
    }
  }
}
