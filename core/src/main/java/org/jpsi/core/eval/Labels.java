package org.jpsi.core.eval;

/// Class labels as questions of yes or no.
final class Labels {
  private Labels() {}

  static boolean[] are(int[] label, int one) {
    boolean[] is = new boolean[label.length];
    for (int i = 0; i < label.length; i++) {
      is[i] = label[i] == one;
    }
    return is;
  }
}
