package org.jpsi.core.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.jpsi.core.errors.InputException;

/// Vector width in use, decided once.
///
/// Kernels load float32 by `FloatVector.fromArray` itself, which C2 inlines always. A method of
/// ours that returns a vector it may leave out of line where a profile says that it is seldom
/// called, as that of a caller which saw the scalar twin first does; then it makes an object of
/// each vector.
final class VectorWidth {
  /// As requested, else the machine's widest.
  static final VectorSpecies<Float> SPECIES = species(KernelSelection.requestedBits());

  static final int LANES = SPECIES.length();

  /// Whether the machine has 32 vector registers (AVX-512, NEON, SVE) or 16.
  static final boolean MANY_REGISTERS =
      widest() >= 512 || System.getProperty("os.arch", "").equals("aarch64");

  /// Whether masks of float64 are compiled: on x86 C2 has none of two lanes, and would make objects
  /// of them.
  static final boolean MASKS_OF_DOUBLE =
      LANES > 4 || System.getProperty("os.arch", "").equals("aarch64");

  private VectorWidth() {}

  /// An InputException where this machine lacks a width.
  static void check(int bits) {
    if (bits > widest()) {
      throw InputException.at("environment " + KernelSelection.VARIABLE)
          .expected("at most " + widest() + ", the widest vectors of this machine")
          .found(Integer.toString(bits))
          .remedy("unset it to leave the choice to the machine")
          .exception();
    }
  }

  static int widest() {
    return Math.max(128, VectorShape.preferredShape().vectorBitSize());
  }

  private static VectorSpecies<Float> species(int requestedBits) {
    return switch (requestedBits > 0 ? requestedBits : widest()) {
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      default -> FloatVector.SPECIES_512;
    };
  }
}
