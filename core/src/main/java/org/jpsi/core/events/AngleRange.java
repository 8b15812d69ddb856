package org.jpsi.core.events;

import java.util.List;
import java.util.Locale;

/// Range of a column that is called an azimuthal angle, which is in radians and reaches pi: where
/// it does not, it was scaled, and differences, sines and cosines of it are wrong. That of UCI's
/// HIGGS data set, divided by its standard deviation, ends at sqrt(3).
///
/// @param values how many there are
record AngleRange(String name, String unit, long values, double min, double max) {
  // Of so many values of an angle that is anywhere some are within 5 % of pi.
  private static final long ENOUGH = 200;
  private static final List<String> WORDS = List.of("phi", "dphi", "azimuth");

  /// What is odd; `""` where nothing is.
  String note() {
    double width = max - min;
    double farthest = Math.max(Math.abs(min), Math.abs(max));
    if (!isAngle() || values < ENOUGH || width < 1) {
      return "";
    }
    if (farthest > 2.01 * Math.PI) {
      return farthest <= 360
          ? "an angle beyond 2 pi: degrees? cos and sin take radians"
          : "an angle beyond 2 pi";
    }
    return farthest >= 0.95 * Math.PI
        ? ""
        : String.format(
            Locale.ROOT,
            "an angle that does not reach pi, but %.4g: scaled? cos, sin and differences of it are"
                + " wrong then",
            farthest);
  }

  private boolean isAngle() {
    boolean radians = unit.isEmpty() || unit.equals("1") || unit.equals("rad");
    return radians && hasWord();
  }

  // Words end at what is no letter and before a capital: `lepton_phi`, `Jet1Phi`, `phi0`.
  private boolean hasWord() {
    StringBuilder word = new StringBuilder();
    char before = ' ';
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : ' ';
      boolean letter = Character.isLetter(c);
      if (!letter || Character.isUpperCase(c) && Character.isLowerCase(before)) {
        if (WORDS.contains(word.toString())) {
          return true;
        }
        word.setLength(0);
      }
      if (letter) {
        word.append(Character.toLowerCase(c));
      }
      before = c;
    }
    return false;
  }
}
