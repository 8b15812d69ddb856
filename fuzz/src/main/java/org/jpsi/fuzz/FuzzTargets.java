package org.jpsi.fuzz;

import java.util.List;

/// All formats under attack.
public final class FuzzTargets {
  /// Each format once. One that is new joins here.
  public static final List<FuzzTarget> ALL =
      List.of(
          new CsvTarget(),
          new NpyTarget(),
          new RootTarget(),
          new RootObjectsTarget(),
          new RNTupleTarget(),
          new YamlTarget(),
          new SettingTarget(),
          new ExpressionTarget(),
          new SafetensorsTarget(),
          new ModelTarget(),
          new CheckpointTarget());

  private FuzzTargets() {}
}
