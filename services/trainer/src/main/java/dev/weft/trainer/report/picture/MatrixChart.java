package dev.weft.trainer.report.picture;

import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYBlockRenderer;
import org.jfree.data.xy.DefaultXYZDataset;

/** Confusion matrices as charts without titles, with cells of equal size. */
final class MatrixChart {
  private static final int WIDEST = 460;
  private static final int LARGEST_CELL = 100;
  private static final int SMALLEST_CELL = 34;
  private static final int MANY = 10_000;

  private final Shades shades = new Shades();
  private final List<String> names;
  private final int rows;

  MatrixChart(List<String> classes) {
    rows = classes.size();
    names = new ArrayList<>(classes.stream().map(PictureStyle::name).toList());
    names.add("other classes");
  }

  /** Size of a cell in pixels: four digits must fit. */
  int cell() {
    return Math.max(SMALLEST_CELL, Math.min(LARGEST_CELL, WIDEST / rows));
  }

  /** Returns the labels of the axes. */
  List<String> names() {
    return names;
  }

  /**
   * Creates a chart.
   *
   * @param left pixels for the names of the rows; 0 to omit them
   * @param bottom pixels for the names of the columns
   */
  JFreeChart of(ShownConfusion matrix, int left, int bottom) {
    var plot =
        new XYPlot(
            cells(matrix),
            axis(null, matrix.columns()),
            axis(left == 0 ? null : "true class", rows),
            renderer());
    PictureStyle.grid(plot);
    plot.setRangeGridlinesVisible(false);
    plot.getDomainAxis().setVerticalTickLabels(true);
    plot.getRangeAxis().setInverted(true);
    plot.getRangeAxis().setTickLabelsVisible(left > 0);
    var below = new AxisSpace();
    below.setBottom(bottom);
    plot.setFixedDomainAxisSpace(below);
    var beside = new AxisSpace();
    beside.setLeft(left);
    plot.setFixedRangeAxisSpace(beside);
    count(plot, matrix);
    JFreeChart chart = PictureStyle.chart(plot);
    plot.setBackgroundPaint(PictureStyle.GRID);
    return chart;
  }

  private XYBlockRenderer renderer() {
    var renderer = new XYBlockRenderer();
    renderer.setPaintScale(shades);
    // One pixel for the outline in the cell's colour, and one for the line between cells.
    renderer.setBlockWidth(1 - 2.0 / cell());
    renderer.setBlockHeight(1 - 2.0 / cell());
    return renderer;
  }

  private NumberAxis axis(String label, int size) {
    var axis =
        PictureStyle.axis(new SymbolAxis(label, names.subList(0, size).toArray(String[]::new)));
    axis.setGridBandsVisible(false);
    axis.setTickMarksVisible(false);
    axis.setAxisLineVisible(false);
    axis.setRange(-0.5, size - 0.5);
    return axis;
  }

  private DefaultXYZDataset cells(ShownConfusion matrix) {
    int columns = matrix.columns();
    double[][] cells = new double[3][rows * columns];
    for (int i = 0; i < rows * columns; i++) {
      cells[0][i] = i % columns;
      cells[1][i] = i / columns;
      cells[2][i] = matrix.share(i / columns, i % columns);
    }
    var data = new DefaultXYZDataset();
    data.addSeries("images", cells);
    return data;
  }

  /** Zeros are not written, so that the remaining numbers stand out. */
  private void count(XYPlot plot, ShownConfusion matrix) {
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < matrix.columns(); column++) {
        int count = matrix.count(row, column);
        if (count > 0) {
          String text = count < MANY ? Integer.toString(count) : count / 1000 + "k";
          var note = new XYTextAnnotation(text, column, row);
          note.setFont(PictureStyle.SMALL);
          note.setPaint(shades.ink(matrix.share(row, column)));
          plot.addAnnotation(note, false);
        }
      }
    }
  }
}
