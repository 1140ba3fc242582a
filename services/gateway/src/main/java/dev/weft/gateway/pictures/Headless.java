package dev.weft.gateway.pictures;

/** Pictures are made where no screen is. */
public final class Headless {
  private static final String PROPERTY = "java.awt.headless";

  private Headless() {}

  /** Says so to Java, unless somebody has said something; to be called before it draws. */
  public static void require() {
    if (System.getProperty(PROPERTY) == null) {
      System.setProperty(PROPERTY, "true");
    }
  }
}
