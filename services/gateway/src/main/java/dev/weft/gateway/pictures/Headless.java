package dev.weft.gateway.pictures;

/** Configures AWT to run without a display. */
public final class Headless {
  private static final String PROPERTY = "java.awt.headless";

  private Headless() {}

  /** Sets the property unless it is set already; to be called before drawing. */
  public static void require() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "true");
    }
  }
}
