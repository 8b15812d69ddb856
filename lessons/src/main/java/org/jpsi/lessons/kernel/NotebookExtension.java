package org.jpsi.lessons.kernel;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.jpsi.report.Display;
import org.jpsi.report.DisplayOutput;
import org.jpsi.report.Figure;

/// Extension of the JJava kernel: a notebook shows figures as SVG and tables as HTML, and is the
/// output of lessons.
public final class NotebookExtension implements Extension {
  private static final MIMEType SVG = MIMEType.parse("image/svg+xml");
  private static final MIMEType HTML = MIMEType.parse("text/html");

  @Override
  public void install(BaseKernel kernel) {
    for (Class<?> type : Display.types()) {
      register(kernel, type);
    }
    Display.setOutput(new NotebookOutput(kernel));
  }

  @Override
  public void uninstall(BaseKernel kernel) {}

  private static <T> void register(BaseKernel kernel, Class<T> type) {
    kernel
        .getRenderer()
        .createRegistration(type)
        .preferring(SVG)
        .preferring(HTML)
        .register((thing, context) -> {
          DisplayData data = data(thing);
          data.assign(context.getOutputContainer());
        });
  }

  static DisplayData data(Object thing) {
    DisplayData data = new DisplayData();
    Figure figure = Display.figure(thing);
    data.putText(Display.text(thing));
    if (figure != null) {
      data.putData(SVG, figure.svg());
    } else if (Display.types().stream().anyMatch(type -> type.isInstance(thing))) {
      data.putData(HTML, Display.html(thing));
    }
    return data;
  }

  /// Output of a program in a notebook.
  private record NotebookOutput(BaseKernel kernel) implements DisplayOutput {
    @Override
    public void print(String text) {
      System.out.println(text);
    }

    @Override
    public void show(Object thing) {
      System.out.flush();
      kernel.display(data(thing));
    }
  }
}
