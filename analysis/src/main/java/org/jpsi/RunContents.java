package org.jpsi;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jpsi.core.eval.History;
import org.jpsi.core.model.Model;
import org.jpsi.core.task.Part;

/// Contents of a run: fitted in this program, or in a folder.
sealed interface RunContents permits FittedRun, OpenedRun {
  Model model();

  History history();

  /// The figures of a part, where it has events.
  Optional<PartFigures> part(Part part);

  String verdict();

  /// A line of metrics for each model; none where there is only one.
  List<String> comparison();

  List<String> warnings();

  String toYaml();

  RunReport report();

  List<Object> displayed();

  Path write(Path folder);
}
