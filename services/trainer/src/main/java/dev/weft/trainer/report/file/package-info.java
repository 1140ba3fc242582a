/**
 * The files of a report: {@link dev.weft.trainer.report.file.ReportWriter} writes its JSON and its
 * pictures.
 */
package dev.weft.trainer.report.file;
