/** Status of the whole system: answers, rejections, and backlogs. */
package dev.weft.gateway.system;
