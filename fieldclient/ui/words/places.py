"""Sentences about files of areas: unit grids, communities, streets, the jurisdiction."""

from __future__ import annotations

from fieldclient.ui.words.pair import Pair
from sync.protocol.problems import Code

SENTENCES: dict[Code, Pair] = {
    Code.AREAS_UNREADABLE: Pair(
        "“{name}”不是可以读取的区域文件，或已损坏。可以使用 GeoJSON、GeoPackage 或 Shapefile；原有区域没有改动。",
        "“{name}” is no file of areas that can be read, or it is damaged. GeoJSON, GeoPackage and Shapefile work; the areas in use "
        "were not changed."),
    Code.AREAS_EMPTY: Pair("“{name}”里没有可用的区域，原有区域没有改动。",
                           "There is no usable area in “{name}”. The areas in use were not changed."),
    Code.AREAS_CRS: Pair(
        "“{name}”没有注明可用的坐标系（{crs}）。请确认坐标系后再导入，否则位置会差几百米；原有区域没有改动。",
        "“{name}” names no coordinate system that is known here ({crs}). Say which one it is and import again: a guess could be "
        "hundreds of metres off. The areas in use were not changed."),
    Code.AREAS_NO_CODES: Pair("“{name}”里没有网格、社区或街道的编码（字段：{fields}），原有区域没有改动。",
                              "No field of “{name}” holds codes of grids, communities or streets (fields: {fields}). The areas in use "
                              "were not changed."),
    Code.AREAS_SWAPPED: Pair("{count} 个区域的经纬度写反了，已对调。请核对地图上的位置。",
                             "{count} area(s) had latitude and longitude the wrong way round; they were turned. Please check them on the map."),
    Code.AREAS_MENDED: Pair("{count} 个区域的边界自相交（如 {which}），已修正。请核对。",
                            "{count} outline(s) crossed themselves ({which} for one) and were mended. Please check them."),
    Code.AREAS_SKIPPED: Pair("{count} 个区域没有边界或编码（如 {which}），没有导入。",
                             "{count} area(s) have no outline or no code ({which} for one) and were left out."),
    Code.AREAS_TWICE: Pair("{count} 个编码有多个边界（如 {which}），已合并为一个区域。",
                           "{count} code(s) stand on several outlines ({which} for one); these were joined."),
    Code.AREAS_OVERLAP: Pair("{count} 对区域互相重叠（如 {which} 与 {other}），重叠处取较小的一个。",
                             "{count} pair(s) of areas overlap ({which} and {other} for one); the smaller one counts there."),
}
