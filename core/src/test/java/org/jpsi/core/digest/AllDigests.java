package org.jpsi.core.digest;

import org.jpsi.core.tensor.Engine;

/// Program that prints all digests of the library.
final class AllDigests {
  private AllDigests() {}

  public static void main(String[] arguments) {
    Digests digests = new Digests();
    digests.line("arithmetic").add(Engine.ARITHMETIC);
    RandomDigests.into(digests);
    KernelDigests.into(digests);
    TensorDigests.into(digests);
    LayerDigests.into(digests);
    LossDigests.into(digests);
    OptimizerDigests.into(digests);
    DataDigests.into(digests);
    TrainingDigests.into(digests);
    ModelDigests.into(digests);
    digests.print();
  }
}
