/** Bars against targets with the mark of an even pace, as a PNG that is read on a phone; the font comes along. */
import { createRequire } from 'node:module'
import { stripMarks } from '../../content/language/unicode.ts'

export interface ChartBar {
  readonly label: string
  /** "112/150" */
  readonly value: string
  /** Shares of what is wanted, 0 to 1 and beyond. */
  readonly done: number
  readonly waiting: number
  /** null where an even pace means nothing. */
  readonly expected: number | null
  readonly state: BarState
}
export type BarState = 'done' | 'good' | 'behind'

/** What the picture says besides its bars. */
export interface ChartWords {
  readonly title: string
  readonly subtitle: string
  readonly states: Readonly<Record<BarState, string>>
  readonly waiting: string
  readonly pace: string
}

export interface Chart extends ChartWords {
  readonly bars: readonly ChartBar[]
}

/** Pixels: a phone's width in full sharpness, so that nobody has to zoom. */
const width = 1080
const margin = 48
const head = 236
const rowHeight = 138
const foot = 40
/** More than the target is drawn up to here. */
const longest = 1.12
const longestLabel = 44
const longestTitle = 38

const family = 'Be Vietnam Pro'
const colours = {
  done: '#1b7f4d',
  good: '#2f6fb2',
  behind: '#d9822b',
  waiting: '#aebdcf',
  track: '#e8edf3',
  pace: '#111827',
  text: '#111827',
  soft: '#4b5563',
} as const
const states = ['done', 'good', 'behind'] as const

const shorten = (text: string, most: number): string => {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most - 16))}…`
}

const heightOf = ({ bars }: Chart): number => head + Math.max(1, bars.length) * rowHeight + foot

/** The picture as echarts describes it. */
export const chartOption = (chart: Chart) => {
  const { bars } = chart
  const label = (texts: readonly string[], at: number | string, align: 'left' | 'right', weight: number) => ({
    show: true,
    // Above its bar: a phone has no room beside it.
    position: [at, -48],
    align,
    color: colours.text,
    fontSize: align === 'left' ? 32 : 34,
    fontWeight: weight,
    formatter: ({ dataIndex }: { dataIndex: number }) => texts[dataIndex] ?? '',
  })
  const bar = (name: string, colour: string, data: readonly (number | null)[], stack: string) => ({
    type: 'bar' as const,
    name,
    stack,
    data: [...data],
    barWidth: 46,
    barGap: '-100%',
    itemStyle: { color: colour },
    silent: true,
  })
  const drawn = (share: number): number => Math.min(Math.max(share, 0), longest)
  return {
    backgroundColor: '#ffffff',
    animation: false,
    textStyle: { fontFamily: family },
    title: {
      text: shorten(chart.title, longestTitle),
      subtext: chart.subtitle,
      left: margin,
      top: 28,
      itemGap: 14,
      textStyle: { fontFamily: family, fontSize: 42, fontWeight: 700, color: colours.text, lineHeight: 52 },
      subtextStyle: { fontFamily: family, fontSize: 30, fontWeight: 500, color: colours.soft },
    },
    legend: {
      left: margin,
      top: 152,
      itemWidth: 28,
      itemHeight: 28,
      itemGap: 26,
      textStyle: { fontSize: 28, color: colours.soft, fontWeight: 500 },
      selectedMode: false,
      data: [
        ...states
          .filter(state => bars.some(candidate => candidate.state === state))
          .map(state => ({ name: chart.states[state] })),
        ...(bars.some(({ waiting }) => waiting > 0) ? [{ name: chart.waiting }] : []),
        ...(bars.some(({ expected }) => expected !== null) ? [{ name: chart.pace, icon: 'rect' }] : []),
      ],
    },
    grid: { left: margin, right: margin, top: head, bottom: foot },
    xAxis: { type: 'value' as const, min: 0, max: longest, show: false },
    yAxis: {
      type: 'category' as const,
      data: bars.map((_bar, index) => String(index)),
      inverse: true,
      show: false,
    },
    series: [
      {
        ...bar(
          'track',
          colours.track,
          bars.map(() => 1),
          'track',
        ),
        label: label(
          bars.map(candidate => shorten(candidate.label, longestLabel)),
          0,
          'left',
          500,
        ),
      },
      {
        ...bar(
          'value',
          'transparent',
          bars.map(() => longest),
          'value',
        ),
        label: label(
          bars.map(({ value }) => value),
          '100%',
          'right',
          700,
        ),
      },
      ...states.map(state =>
        bar(
          chart.states[state],
          colours[state],
          bars.map(candidate => (candidate.state === state ? drawn(candidate.done) : 0)),
          'done',
        ),
      ),
      bar(
        chart.waiting,
        colours.waiting,
        bars.map(({ done, waiting }) => drawn(done + waiting) - drawn(done)),
        'done',
      ),
      {
        type: 'scatter' as const,
        name: chart.pace,
        symbol: 'rect',
        symbolSize: [6, 66],
        itemStyle: { color: colours.pace },
        data: bars.flatMap(({ expected }, index) => (expected === null ? [] : [[drawn(expected), index]])),
        silent: true,
        z: 5,
      },
    ],
  }
}

const fontFiles = (): string[] => {
  const { resolve } = createRequire(import.meta.url)
  return ['500Medium/BeVietnamPro_500Medium.ttf', '700Bold/BeVietnamPro_700Bold.ttf'].map(file =>
    resolve(`@expo-google-fonts/be-vietnam-pro/${file}`),
  )
}

/** Without a browser nobody measures text: letters of this font are about this wide, marks take no room. */
const measureText = (text: string, font?: string): { width: number } => {
  const size = Number(/(\d+(?:\.\d+)?)px/.exec(font ?? '')?.[1] ?? 12)
  // By the width of this sign echarts tells the height of a line.
  if (text === '国') return { width: size * 1.1 }
  return { width: stripMarks(text).length * size * 0.56 }
}

/** Sharp pictures of few colours: a third of the bytes on a weak network. @returns PNG bytes, as large as the SVG says */
export const drawSvg = async (svg: string): Promise<Uint8Array> => {
  const [{ renderAsync }, { default: sharp }] = await Promise.all([
    import('@resvg/resvg-js'),
    import('sharp'),
  ])
  const image = await renderAsync(svg, {
    font: { fontFiles: fontFiles(), loadSystemFonts: false, defaultFontFamily: family },
  })
  return await sharp(image.asPng()).png({ palette: true, colours: 64 }).toBuffer()
}

/** @returns PNG bytes. The libraries are loaded with the first picture: most starts draw none. */
export const drawChart = async (chart: Chart): Promise<Uint8Array> => {
  const echarts = await import('echarts/dist/echarts.esm.min.mjs')
  echarts.setPlatformAPI({ measureText })
  const instance = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height: heightOf(chart) })
  try {
    instance.setOption(chartOption(chart))
    return await drawSvg(instance.renderToSVGString())
  } finally {
    instance.dispose()
  }
}
