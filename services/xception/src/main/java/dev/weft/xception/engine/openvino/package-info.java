/**
 * OpenVINO on processors, through its C API, if it is installed. Its libraries are neither a
 * dependency nor part of a build.
 */
package dev.weft.xception.engine.openvino;
