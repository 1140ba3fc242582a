/** {@code /v1/trainings}: requests, progress, reports. */
package dev.weft.gateway.http.trainings;
