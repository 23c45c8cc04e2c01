/** Made-up words of many scripts, for titles, styles and lyrics that nobody wrote. */
export const scripts: readonly { name: string; share: number; joint: string; words: readonly string[] }[] = [
  {
    ...{ name: 'English', share: 34, joint: ' ' },
    words:
      'night ferry harbour lantern copper rain slow boat morning river paper window glass elevator salt road north wind silver tide hollow summer radio ghost garden winter stairs orchard neon valley distant engine velvet signal'.split(
        ' ',
      ),
  },
  {
    ...{ name: 'French and Portuguese', share: 10, joint: ' ' },
    words:
      'café nuit été crème forêt étoile façade garçon hôtel île coração saudade manhã canção violão pôr estação avô'.split(
        ' ',
      ),
  },
  {
    ...{ name: 'German and Nordic', share: 8, joint: ' ' },
    words:
      'Straße Übermut Frühling süß Ärger Lärm sjö ö måne natt fjäll blåbär tjørn ærlig hjørne Łódź'.split(
        ' ',
      ),
  },
  {
    ...{ name: 'Chinese', share: 14, joint: '' },
    words: '夜 航 船 月 光 海 风 城 市 雨 梦 山 河 花 灯 路 春 秋 雪 云'.split(' '),
  },
  {
    ...{ name: 'Japanese', share: 8, joint: '' },
    words: '夏 の 海 ヨ ー デ ル 空 星 バ ス 雨 ねこ 駅 さくら 夕 焼け'.split(' '),
  },
  {
    ...{ name: 'Korean', share: 6, joint: ' ' },
    words: '바다 노래 밤 하늘 별 비 봄 거리 기차 바람 달빛'.split(' '),
  },
  {
    ...{ name: 'Russian', share: 6, joint: ' ' },
    words: 'ночь море дождь ветер город мост песня утро звезда ёлка'.split(' '),
  },
  {
    ...{ name: 'Arabic', share: 4, joint: ' ' },
    words: 'ليل بحر مطر مدينة قمر نجمة طريق صباح أغنية'.split(' '),
  },
  { ...{ name: 'Hebrew', share: 2, joint: ' ' }, words: 'לילה ים גשם עיר ירח כוכב שיר בוקר'.split(' ') },
  {
    ...{ name: 'Hindi', share: 4, joint: ' ' },
    words: 'रात सागर बारिश शहर चाँद तारा गीत सुबह किताब'.split(' '),
  },
  { ...{ name: 'Thai', share: 4, joint: '' }, words: 'ทะเล ฝน เมือง ดาว เพลง เช้า รัก คืน'.split(' ') },
];

export const emoji = ['🌊', '🌙', '☔️', '🎷', '♪', '❤️', '🇫🇷', '👩‍🎤'];

export const styles =
  'jazz,bossa nova,city pop,dub techno,waltz,ambient,folk,country,synthwave,hip hop,trap,lo-fi,drum and bass,chanson,fado,samba,metal,post-rock,a cappella,choir,国风,演歌,트로트,shanson,soft,slow,male vocal,female vocal,instrumental,acoustic guitar,piano,strings'.split(
    ',',
  );

export const models = ['chirp-fenix', 'chirp-crow', 'chirp-bluejay', 'chirp-auk', 'chirp-v4'];
